#!/bin/sh
# Prints what docker-compose.yml asks for: a password, a secret, and for each service the URL of its own database role and
# its own key, derived from these by the hub's image. Keep the output in .env, beside docker-compose.yml.
set -eu
cd "$(dirname "$0")/.."
POSTGRES_PASSWORD=${POSTGRES_PASSWORD:-$(openssl rand -hex 24)}
SUBGRAPH_SECRET=${SUBGRAPH_SECRET:-$(openssl rand -hex 32)}
DATABASE_URL=postgres://maillage:$POSTGRES_PASSWORD@postgres:5432/maillage
export SUBGRAPH_SECRET DATABASE_URL
docker build --quiet --tag maillage:0.1.0 . >&2
umask 077
printf 'POSTGRES_PASSWORD=%s\nSUBGRAPH_SECRET=%s\n' "$POSTGRES_PASSWORD" "$SUBGRAPH_SECRET"
for command in roles secrets; do
  docker run --rm --network none --env SUBGRAPH_SECRET --env DATABASE_URL maillage:0.1.0 \
    node maillage.mjs "$command" --format env
done
