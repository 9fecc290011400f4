#!/bin/sh
# Makes localstack/localstack:4.14.0 from PyPI where no image registry can be reached. Needs root, debootstrap and docker.
# It lacks what LocalStack fetches when first asked for it: DynamoDB Local, and the images that functions run in.
# LocalStack 4.14.0 needs Python 3.12 or later: Debian's trixie brings 3.13.
set -eu

version=4.14.0
rootfs=$(mktemp -d)
# The folder that it may name is not there inside.
unset TMPDIR
trap 'rm -rf "$rootfs"' EXIT

debootstrap --variant=minbase \
  --include=python3,python3-venv,python3-pip,ca-certificates,curl,procps trixie "$rootfs"
cp /etc/ssl/certs/ca-certificates.crt "$rootfs/etc/ssl/certs/ca-certificates.crt"
cp /etc/resolv.conf "$rootfs/etc/resolv.conf"
chroot "$rootfs" python3 -m venv /opt/ls
# Not by pip alone: its resolver goes through years of versions of what LocalStack needs, and does not come to an end.
chroot "$rootfs" /opt/ls/bin/pip install --no-cache-dir uv
chroot "$rootfs" /opt/ls/bin/uv pip install --no-cache --python /opt/ls/bin/python3 "localstack-core[runtime]==$version" \
  cbor2==5.6.5 pyopenssl==24.3.0 cryptography==44.0.3 service_identity==24.2.0 twisted==24.11.0
tar -c -C "$rootfs" . | docker import \
  -c 'ENV PATH=/opt/ls/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
  -c 'ENV GATEWAY_LISTEN=0.0.0.0:4566' -c 'EXPOSE 4566' -c 'CMD ["localstack-supervisor"]' \
  - "localstack/localstack:$version"
