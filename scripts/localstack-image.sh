#!/bin/sh
# Makes localstack/localstack:4.14.0 from PyPI and Maven Central where no image registry can be reached. Needs root,
# debootstrap, docker, maven and python3.
# It lacks the images that functions run in, which LocalStack fetches when first asked for them.
# LocalStack 4.14.0 needs Python 3.12 or later: Debian's trixie brings 3.13.
set -eu

version=4.14.0
dynamodb_local=2.6.1
rootfs=$(mktemp -d)
# The folder that it may name is not there inside.
unset TMPDIR
trap 'rm -rf "$rootfs"' EXIT

debootstrap --variant=minbase \
  --include=python3,python3-venv,python3-pip,ca-certificates,curl,procps,openjdk-21-jre-headless trixie "$rootfs"
cp /etc/ssl/certs/ca-certificates.crt "$rootfs/etc/ssl/certs/ca-certificates.crt"
cp /etc/resolv.conf "$rootfs/etc/resolv.conf"
chroot "$rootfs" python3 -m venv /opt/ls
# Not by pip alone: its resolver goes through years of versions of what LocalStack needs, and does not come to an end.
chroot "$rootfs" /opt/ls/bin/pip install --no-cache-dir uv
chroot "$rootfs" /opt/ls/bin/uv pip install --no-cache --python /opt/ls/bin/python3 "localstack-core[runtime]==$version" \
  cbor2==5.6.5 pyopenssl==24.3.0 cryptography==44.0.3 service_identity==24.2.0 twisted==24.11.0

# DynamoDB Local where LocalStack looks for it before it fetches its own from Amazon: the same server, in another wrapping.
# In place of LocalStack's patch for more than 20 indexes, which is on GitHub alone, stands an agent that changes nothing.
java=$rootfs/usr/lib/localstack/java
dynamodb=$rootfs/usr/lib/localstack/dynamodb-local/2
mkdir -p "$java" "$dynamodb/DynamoDBLocal_lib"
ln -s /usr/lib/jvm/java-21-openjdk-amd64 "$java/21"
cat > "$dynamodb/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId>
  <artifactId>dynamodb-local</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.amazonaws</groupId>
      <artifactId>DynamoDBLocal</artifactId>
      <version>$dynamodb_local</version>
    </dependency>
    <dependency>
      <groupId>net.bytebuddy</groupId>
      <artifactId>byte-buddy-agent</artifactId>
      <version>1.15.11</version>
    </dependency>
  </dependencies>
</project>
POM
mvn --quiet --batch-mode --file "$dynamodb/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
  -DoutputDirectory="$dynamodb/DynamoDBLocal_lib"
mv "$dynamodb"/DynamoDBLocal_lib/byte-buddy-agent-*.jar "$dynamodb/ddb-local-loader-0.1.jar"
python3 - "$dynamodb" <<'PYTHON'
import os, sys, zipfile

folder = sys.argv[1]
jars = sorted(name for name in os.listdir(f"{folder}/DynamoDBLocal_lib") if name.endswith(".jar"))
line = "Class-Path: " + " ".join(f"DynamoDBLocal_lib/{name}" for name in jars)
# A line of a manifest has at most 72 bytes, its end included; the next begins with a space.
lines = [line[:70]] + [" " + line[at : at + 69] for at in range(70, len(line), 69)]
main = "Main-Class: com.amazonaws.services.dynamodbv2.local.main.ServerRunner"
with zipfile.ZipFile(f"{folder}/DynamoDBLocal.jar", "w") as jar:
    jar.writestr("META-INF/MANIFEST.MF", "\r\n".join(["Manifest-Version: 1.0", main, *lines, "", ""]))
PYTHON

tar -c -C "$rootfs" . | docker import \
  -c 'ENV PATH=/opt/ls/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
  -c 'ENV GATEWAY_LISTEN=0.0.0.0:4566' -c 'EXPOSE 4566' -c 'CMD ["localstack-supervisor"]' \
  - "localstack/localstack:$version"
