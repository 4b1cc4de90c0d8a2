import { Migration } from '@mikro-orm/migrations';

/** How the register is read for what spans services. */
export class LookUps extends Migration {
  override up(): void {
    // One by one (`offset 0`): ties are few compared with the register, which a join would read as a whole.
    const registered = (finess: string): string =>
      `cross join lateral (select e.legal_entity_finess from establishments.establishment e where e.finess = ${finess} offset 0)`;
    this.addSql(`
      create or replace view dependency_edge as
      select r.*
      from reliance r ${registered('r.consumer_finess')} c ${registered('r.provider_finess')} p
      -- A legal entity and its sites are one house.
      where r.consumer_finess <> r.provider_finess
        and c.legal_entity_finess is distinct from r.provider_finess and p.legal_entity_finess is distinct from r.consumer_finess`);
  }
}
