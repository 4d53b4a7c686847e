FROM docker.io/library/node:24-bookworm-slim AS build
# For networks that reach npm packages through a mirror only; empty means npm's own default.
ARG NPM_REGISTRY=
WORKDIR /app
# The packages come before the sources, so that a change of the sources does not install them again.
COPY package.json package-lock.json ./
# No install scripts: what the harness needs ships prebuilt, so nothing from the registry runs or compiles here.
RUN npm ci --ignore-scripts --no-audit --no-fund ${NPM_REGISTRY:+"--registry=$NPM_REGISTRY"}
COPY . .
# docs holds the schema of the report in a checkout that has it; the folder has to exist to be copied below.
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund && mkdir -p docs

FROM docker.io/library/node:24-bookworm-slim
# All interfaces, because a published port does not arrive on the container's loopback. Without FLEX_IAM_OPEN or
# FLEX_IAM_ADMIN_TOKEN the harness therefore makes an admin token and prints it.
ENV NODE_ENV=production FLEX_IAM_HOST=0.0.0.0 FLEX_IAM_DB=/data/flex-iam-mock.db
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/fixtures ./fixtures
COPY --from=build /app/docs ./docs
COPY --from=build /app/dist ./dist
# Owned before it is declared: a new volume takes the owner from here. The code stays root's, so node cannot change it.
RUN install -d -o node -g node /data
VOLUME /data
USER node
EXPOSE 8080
# The slim image has no curl.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "dist/edge/cli/main.js", "readyz"]
# No shell in between: the harness gets SIGTERM itself and closes its store.
ENTRYPOINT ["node", "dist/edge/cli/main.js"]
CMD ["serve"]
