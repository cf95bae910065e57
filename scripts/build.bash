# What the scripts need that build before they start something; to be sourced, not started, after root is set.
# Written for bash 3.2 too: that is what macOS has.

readonly exit_usage=2 exit_build_failed=1 exit_lacks_something=69

# shellcheck source=scripts/jdk.bash
. "$root/scripts/jdk.bash"

# Finds the JDK by JAVA_HOME, else by PATH; sets what read_java sets, and java.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || lacks "JAVA_HOME is '$JAVA_HOME', but there is no bin/java in it."
  else
    java=$(command -v java) || lacks "No JDK found: JAVA_HOME is not set and PATH has no java."
  fi
  read_java "$java" || lacks "'$java' does not start, or does not tell its version."
  [ "$java_feature" -ge "$lowest_feature" ] ||
    lacks "'$java' is Java $java_version; $lowest_feature or later is needed (set JAVA_HOME)."
  java=$java_home/bin/java
}

# newer_than JAR MODULE...: whether a source of one of the modules is newer. Tests are left out: they do not go
# into the jars. A removed file shows in the time of its folder.
newer_than() {
  local jar=$1 module sources=("$root/pom.xml")
  shift
  for module in "$@"; do
    sources+=("$module/pom.xml" "$module/src/main")
  done
  [ -n "$(find "${sources[@]}" -newer "$jar" -print)" ]
}

# build WHAT MAVEN-ARGUMENT...: makes the files in jars, without tests.
build() {
  local what=$1
  shift
  [ -x "$java_home/bin/javac" ] ||
    lacks "'$java_home' has no javac; a JDK is needed to build, not only a JRE (set JAVA_HOME)."
  command -v mvn >/dev/null ||
    lacks "No Maven found: PATH has no mvn; 3.8.7 or later is needed to build."
  printf 'Building %s with Maven; the first time that takes some minutes.\n' "$what"
  log=$(mktemp)
  started=$(mktemp)
  trap forget_build EXIT
  # Maven ends in its own way on Ctrl-C, which would look like a failed build.
  trap 'exit 130' INT
  # The formatter has its say in mvn verify; here somebody wants to see a change run.
  if ! (cd "$root" && JAVA_HOME=$java_home mvn -B -q -DskipTests -Dspotless.check.skip=true "$@" package) \
    >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    fail $exit_build_failed "The build failed; what Maven said stands above."
  fi
  # Maven leaves a jar alone whose contents did not change: without this it would stay too old.
  touch -r "$started" "${jars[@]}"
  forget_build
  trap - EXIT INT
}

forget_build() {
  rm -f "$log" "$started"
}

lacks() {
  fail $exit_lacks_something "$1"
}

fail() {
  printf '%s: %s\n' "${0##*/}" "$2" >&2
  exit "$1"
}
