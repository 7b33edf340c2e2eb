package io.github.crowdrank.examples.release;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/** A key without a passphrase that signs a rehearsal of a release and is then forgotten. */
final class ThrowAwayKey {
  private static final int BITS = 2048;

  private final PGPKeyPair pair;
  private final PGPSecretKey secret;

  ThrowAwayKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      pair =
          new JcaPGPKeyPair(
              PublicKeyPacket.VERSION_4,
              PublicKeyAlgorithmTags.RSA_GENERAL,
              generator.generateKeyPair(),
              Date.from(Instant.now()));
      PGPDigestCalculator sha1 = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1);
      secret =
          new PGPSecretKey(
              PGPSignature.POSITIVE_CERTIFICATION,
              pair,
              "rehearsal of a release",
              sha1,
              null,
              null,
              new BcPGPContentSignerBuilder(
                  PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA256),
              null);
    } catch (GeneralSecurityException | PGPException e) {
      throw new IllegalStateException(e);
    }
  }

  PGPKeyPair pair() {
    return pair;
  }

  /** Writes both halves armoured. */
  void write(Path secretFile, Path publicFile) throws IOException {
    writeArmored(secretFile, secret.getEncoded());
    writeArmored(publicFile, secret.getPublicKey().getEncoded());
  }

  static void writeArmored(Path file, byte[] encoded) throws IOException {
    try (OutputStream out = new ArmoredOutputStream(Files.newOutputStream(file))) {
      out.write(encoded);
    }
  }

  /** The arguments are the files for the secret and the public half. */
  public static void main(String[] arguments) throws IOException {
    new ThrowAwayKey().write(Path.of(arguments[0]), Path.of(arguments[1]));
  }
}
