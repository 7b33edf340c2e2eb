#!/usr/bin/env bash
# Rehearses a release on sources as they stand: builds it into an empty repository, signed with a throw-away key, checks that by Maven Central's rules, and
# resolves, runs and checks two projects that use it. With --twice it is built a second time, elsewhere and with the modules that are never published, and
# compared byte by byte. The repository stays in target/rehearsal.
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

# Arguments: the folder of the project, the most megabytes of its class path.
use() {
  local project=$work/$(basename "$1")
  mkdir "$project"
  cp -r "$1/pom.xml" "$1/src" "$project"
  maven -f "$project/pom.xml" -s examples/release/settings.xml "-Dmaven.repo.local=$work/local" "-Dcrowdrank.repository=file://$work/first/repository" \
    "-Dcrowdrank.version=$version" compile exec:java "-Dexec.args=$photograph" \
    dependency:build-classpath -Dmdep.includeScope=runtime "-Dmdep.outputFile=$project/class-path" dependency:tree "-DoutputFile=$project/tree"
  tool ClassPathRules "$project/class-path" "$2" docs/CLASSPATH.md
}

maven -pl examples/release compile dependency:build-classpath "-Dmdep.outputFile=$work/tools"
tool ThrowAwayKey "$work/secret.asc" "$work/public.asc"
build "$work/first" -pl crowdrank-train -am
if [ "${1:-}" = --twice ]; then
  build "$work/second"
  diff --recursive --exclude='*.asc' --exclude='maven-metadata.xml*' "$work/first/repository" "$work/second/repository"
  echo "both builds are the same, byte by byte"
fi
link_local_repository
use examples/consumer 165
use examples/consumer/counting 24
