package io.github.crowdrank.zone;

/** A level of service after Fruin, from free ({@code A}) to dangerous ({@code F}). */
public enum ServiceLevel {
  /** Free movement. */
  A,
  /** Hardly any restriction. */
  B,
  /** Comfortable, but one has to mind others. */
  C,
  /** No touching, but movement is restricted. */
  D,
  /** Touching is unavoidable; walkways are at their capacity. */
  E,
  /** Everybody touches others; movement breaks down and pressure can build up. */
  F
}
