import type { Service } from '../kit/service.ts';
import { datasets } from './datasets/index.ts';
import { agreementsModule } from './agreements/index.ts';
import { anomaliesModule } from './anomalies/index.ts';
import { changesModule } from './changes/index.ts';
import { eventsModule } from './events/index.ts';
import { groupingsModule } from './groupings/index.ts';
import { identityModule } from './identity/index.ts';
import { Register } from './migrations/20261122-register.ts';
import { Agreements } from './migrations/20261124-agreements.ts';
import { Reading } from './migrations/20261127-reading.ts';
import { Bulk } from './migrations/20261128-bulk.ts';
import { Places } from './migrations/20261129-places.ts';
import { Extracts } from './migrations/20261130-extracts.ts';
import { GroupingIdentifiers } from './migrations/20261202-grouping-identifiers.ts';
import { RegisterDays } from './migrations/20261203-register-days.ts';
import { RegisterEvents } from './migrations/20261204-register-events.ts';
import { Mesh } from './migrations/20261205-mesh.ts';
import { Sectors } from './migrations/20261206-sector.ts';
import { DerivedNames } from './migrations/20261209-derived-names.ts';
import { Codes } from './migrations/20261210-codes.ts';
import { Search } from './migrations/20261211-search.ts';
import { PublicService } from './migrations/20261212-public-service.ts';
import { SearchWords } from './migrations/20261214-search-words.ts';
import { ActionStatuses } from './migrations/20261215-action-statuses.ts';
import { PlaceDays } from './migrations/20261217-place-days.ts';
import { Ownership } from './migrations/20261218-ownership.ts';
import { ChangedAt } from './migrations/20261222-changed-at.ts';
import { nodesModule } from './nodes/index.ts';
import { registerModule } from './register/index.ts';
import { sourcesModule } from './sources/index.ts';
import { territoriesModule } from './territories/index.ts';
import { Anomalies } from './migrations/20261219-anomalies.ts';
import { ChangeLog } from './migrations/20261220-change-log.ts';
import { tracked } from './tracked-tables.ts';

/** The register of establishments, their territories, and the groupings and agreements between them. */
export const establishments: Service = {
  name: 'establishments',
  modules: [
    nodesModule,
    registerModule,
    territoriesModule,
    groupingsModule,
    agreementsModule,
    eventsModule,
    sourcesModule,
    identityModule,
    changesModule,
    anomaliesModule,
  ],
  datasets,
  migrations: [
    Register,
    Agreements,
    Reading,
    Bulk,
    Places,
    Extracts,
    GroupingIdentifiers,
    RegisterDays,
    RegisterEvents,
    Mesh,
    Sectors,
    DerivedNames,
    Codes,
    Search,
    PublicService,
    SearchWords,
    ActionStatuses,
    PlaceDays,
    Ownership,
    Anomalies,
    ChangeLog,
    ChangedAt,
  ],
  tracked,
};
