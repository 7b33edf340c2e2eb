#!/usr/bin/env bash
# Rehearses a release on sources as they stand: builds it into an empty repository, signed with a throw-away key, checks that by Maven Central's rules, and
# resolves, runs and checks two projects that use it, and compares changed APIs with it. With --twice it is built a second time at once, elsewhere and with
# the modules that are never published, and compared byte by byte. The repository stays in target/rehearsal.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$PWD/target/rehearsal
snapshot=$(sed -n '/<artifactId>crowdrank-parent</{n;s/.*<version>\(.*\)<.*/\1/p;q}' pom.xml)
version=${snapshot%-SNAPSHOT}
photograph=$PWD/examples/photos/champs-elysees-1944.jpg
rm -rf "$work"
mkdir -p "$work"

maven() { ./mvnw --batch-mode --no-transfer-progress -q "$@"; }
tool() { java -cp "examples/release/target/classes:$(<"$work/tools")" "io.github.crowdrank.examples.release.$1" "${@:2}"; }

# Arguments: the folder of the build, which modules.
build() {
  mkdir -p "$1/sources"
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    if [ -e "$file" ]; then printf '%s\0' "$file"; fi
  done | tar --create --null --files-from=- | tar --extract --directory="$1/sources"
  find "$1/sources" -name pom.xml -exec sed -i "s/>$snapshot</>$version</" {} +
  (
    cd "$1/sources"
    MAVEN_GPG_KEY=$(<"$work/secret.asc") maven -Prelease deploy "${@:2}" -Dmaven.test.skip -Djacoco.skip -Dspotless.check.skip \
      "-DaltDeploymentRepository=rehearsal::file://$1/repository" -Daether.checksums.algorithms=SHA-512,SHA-256,SHA-1,MD5
  )
  tool CentralRules "$1/repository" "$work/public.asc" crowdrank-parent crowdrank-core crowdrank-data crowdrank-train
}

# The user's local repository as it would be if crowdrank had never been in it. What is downloaded is kept in the user's.
link_local_repository() {
  mkdir -p "$work/local/io/github"
  for folder in "" io/ io/github/; do
    for entry in "$HOME/.m2/repository/$folder"*/; do
      case $folder$(basename "$entry") in
        io | io/github | io/github/crowdrank) ;;
        *) ln -s "${entry%/}" "$work/local/$folder" ;;
      esac
    done
  done
}

maven_of_user() {
  maven -s examples/release/settings.xml "-Dmaven.repo.local=$work/local" "-Dcrowdrank.repository=file://$work/first/repository" "$@"
}

# Arguments: the folder of the project, the most megabytes of its class path.
use() {
  local project=$work/$(basename "$1")
  mkdir "$project"
  cp -r "$1/pom.xml" "$1/src" "$project"
  maven_of_user -f "$project/pom.xml" "-Dcrowdrank.version=$version" compile exec:java "-Dexec.args=$photograph" \
    dependency:build-classpath -Dmdep.includeScope=runtime "-Dmdep.outputFile=$project/class-path" dependency:tree "-DoutputFile=$project/tree"
  tool ClassPathRules "$project/class-path" "$2" docs/CLASSPATH.md
}

# The next version of core, made of the classes of this one; compared with this one as a release, by the plugin as the POM configures it.
compare_apis() {
  local core=$work/next/crowdrank-core classes=$work/next/crowdrank-core/target/classes
  local jar=$work/first/repository/io/github/crowdrank/crowdrank-core/$version/crowdrank-core-$version.jar
  mkdir -p "$classes"
  cp pom.xml "$work/next"
  cp crowdrank-core/pom.xml "$core"
  (cd "$classes" && jar --extract --file "$jar")
  compare() {
    maven_of_user -f "$core/pom.xml" -Djapicmp.skip=false "-Dcrowdrank.baseline=$version" -Dmaven.jar.forceCreation jar:jar japicmp:cmp
  }
  echo 'package io.github.crowdrank; public final class Added {}' >"$work/next/Added.java"
  javac --release 17 -d "$classes" "$work/next/Added.java"
  compare
  echo "an API that has more passes"
  rm "$classes/io/github/crowdrank/image/ImageLimits.class"
  if compare >"$work/next/log" 2>&1 || ! grep --quiet 'REMOVED.*ImageLimits' "$work/next/log"; then
    cat "$work/next/log"
    echo "an API that has less passes or fails for another reason"
    exit 1
  fi
  echo "an API that has less fails"
}

maven -pl examples/release compile dependency:build-classpath "-Dmdep.outputFile=$work/tools"
tool ThrowAwayKey "$work/secret.asc" "$work/public.asc"
build "$work/first" -pl crowdrank-train -am &
first=$!
if [ "${1:-}" = --twice ]; then
  build "$work/second" -Dmaven.install.skip
fi
wait "$first"
if [ "${1:-}" = --twice ]; then
  diff --recursive --exclude='*.asc' --exclude='maven-metadata.xml*' "$work/first/repository" "$work/second/repository"
  echo "both builds are the same, byte by byte"
fi
link_local_repository
use examples/consumer 165
use examples/consumer/counting 24
compare_apis
