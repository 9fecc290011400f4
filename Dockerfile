# safelight where LocalStack stood: port 4566, init scripts in /etc/localstack/init, data in /var/lib/safelight.
# Any image with Node 22.18 or later and glibc will do as base; sharp's prebuilt binaries come with `npm ci`.
ARG NODE_IMAGE=node:24-trixie-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /source
COPY . .
RUN npm ci --no-audit --no-fund \
  && npm pack --pack-destination /tmp \
  && mkdir /package && cd /package && npm init --yes >/dev/null \
  && npm install --omit=dev --no-audit --no-fund /tmp/safelight-*.tgz

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
COPY --from=build /package/node_modules /opt/safelight/node_modules
RUN ln -s /opt/safelight/node_modules/safelight/dist/cli.js /usr/local/bin/safelight \
  && chmod +x /opt/safelight/node_modules/safelight/dist/cli.js \
  && mkdir -p /etc/localstack/init/boot.d /etc/localstack/init/start.d \
    /etc/localstack/init/ready.d /etc/localstack/init/shutdown.d /var/lib/safelight \
  && chown 10001:10001 /var/lib/safelight
USER 10001:10001
WORKDIR /var/lib/safelight
EXPOSE 4566
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=5 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4566/_localstack/init/ready').then((r) => r.json()).then(({ completed }) => process.exit(completed ? 0 : 1), () => process.exit(1))"]
# A container has its own network: what may reach it, its ports say.
ENTRYPOINT ["safelight", "up", "--no-dash", "--host", "0.0.0.0"]
CMD ["--blueprint", "none"]
