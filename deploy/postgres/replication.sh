#!/bin/sh
# Run once by PostgreSQL's image, when it sets its data folder up: replicas of the same network may copy the server.
echo 'host replication all samenet scram-sha-256' >> "$PGDATA/pg_hba.conf"
