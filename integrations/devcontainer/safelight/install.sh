#!/bin/sh
# Run as root while the container is built, with the options as variables.
set -eu

command -v npm >/dev/null || { echo 'safelight needs Node 22.18 or later, with npm.' >&2; exit 1; }

folder=/usr/local/share/safelight
npm install --prefix "$folder" --omit=dev --no-audit --no-fund "safelight@${VERSION:-latest}"
ln -sf "$folder/node_modules/.bin/safelight" /usr/local/bin/safelight

# Started with the container, by whatever user it has, before what the container is for.
cat >"$folder/start.sh" <<START
#!/bin/sh
safelight up --no-dash --blueprint ${BLUEPRINT:-none} >/tmp/safelight.log 2>&1 &
exec "\$@"
START
chmod 755 "$folder/start.sh"
