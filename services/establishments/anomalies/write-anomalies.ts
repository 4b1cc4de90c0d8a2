import type pg from 'pg';
import { badUserInput, clientError } from '../../../platform/errors.ts';
import { institutionOf, type DatasetWriter } from '../../kit/datasets/dataset-writer.ts';
import { loadRows } from '../../kit/datasets/load.ts';
import { SeenKeys } from '../../kit/datasets/seen-keys.ts';
import { institutionSetting } from '../../kit/database/ownership.ts';
import { decodeNodeId } from '../../kit/reading/node-id.ts';
import { required } from '../../kit/subgraph/dataset-door.ts';
import type { Context } from '../tables.ts';
import { AnomalyDecision, type Anomaly } from './anomaly.entity.ts';
import type { AnomalyInput, DecideArgs } from './anomaly.filter.ts';
import { anomalyKey } from './anomaly.listing.ts';
import { checkProposal, establishmentsOf, factOf, rowOf } from './facts.ts';

const maxReason = 2000;

const insert = `
  insert into establishments.anomaly (type, node_key, key, field, proposed, reason, owner_finess, establishments, reporter_finess)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`;

const findOpen = `
  select id, type, node_key as "nodeKey", field, proposed, status, owner_finess as "ownerFiness" from establishments.anomaly where id = $1`;

const decide = `
  update establishments.anomaly set status = $2, decision = $3, decider_finess = $4, decided_at = now(), changed_at = now() where id = $1`;

/** Keeps that a fact is held to be wrong. @returns the key of the anomaly */
export async function reportAnomaly(
  context: Context,
  { id, field = null, proposed = null, reason }: AnomalyInput,
): Promise<string> {
  const writer = required(context.writer);
  const { caller } = context;
  if (caller.institution !== null || !writer.isOpen) institutionOf(caller);
  if (proposed !== null && field === null)
    throw badUserInput('input.field', '`input.field` is missing: `input.proposed` is the value of a field.');
  checkReason('input.reason', reason);
  return writer.transaction(requestOf(context), async (client) => {
    const fact = await factOf(client, context, writer, id);
    checkProposal(fact, field, proposed);
    const owner = fact.row?.stored.owner ?? null;
    const values = [
      fact.type,
      fact.nodeKey,
      fact.key,
      field,
      proposed,
      reason.trim(),
      owner,
      establishmentsOf(fact),
      caller.institution,
    ];
    const { rows } = await client.query<{ id: string }>(insert, values);
    return { result: rows[0]!.id, isKept: true };
  });
}

/** Decides an anomaly, as the owner of the fact or an operator; what is accepted of an institution's row is written. @returns its key */
export async function decideAnomaly(context: Context, { id, decision, reason }: DecideArgs): Promise<string> {
  const writer = required(context.writer);
  const institution = institutionOf(context.caller);
  const isOperator = context.caller.scopes.includes('operator');
  checkReason('reason', reason);
  const place = decodeNodeId(id);
  const key = place?.typename === 'Anomaly' ? anomalyKey(place.key) : null;
  if (key === null) throw badUserInput('id', '`id` is of no anomaly.');
  return writer.transaction(requestOf(context), async (client) => {
    const { rows } = await client.query<Anomaly & { ownerFiness: string | null }>(findOpen, [key]);
    const [anomaly] = rows;
    if (!anomaly || (!isOperator && anomaly.ownerFiness !== institution)) throw notTheirs(anomaly?.ownerFiness);
    if (anomaly.status !== 'OPEN')
      throw clientError('CONFLICT', `The anomaly is decided already: it is ${anomaly.status}.`);
    if (decision === AnomalyDecision.ACCEPT) await apply(client, writer, anomaly);
    const status = decision === AnomalyDecision.ACCEPT ? 'ACCEPTED' : 'REJECTED';
    await client.query(decide, [key, status, reason.trim(), isOperator ? null : institution]);
    return { result: key, isKept: true };
  });
}

/** Writes the proposed value to the row of an institution: the hub's own rows follow their sources. */
async function apply(
  client: pg.ClientBase,
  writer: DatasetWriter,
  { type, nodeKey, field, proposed, ownerFiness }: Anomaly & { ownerFiness: string | null },
): Promise<void> {
  const dataset = await writer.datasetOf(type);
  if (!dataset || field === null || proposed === null || ownerFiness === null) return;
  await client.query(`select set_config('${institutionSetting}', $1, true)`, [ownerFiness]);
  const row = rowOf(dataset, nodeKey, { [field]: proposed });
  const { errors } = await loadRows(client, dataset, [row], new SeenKeys(), { institution: ownerFiness });
  const [wrong] = errors;
  if (wrong) throw badUserInput('id', `The proposed value cannot be written: ${wrong.column}: ${wrong.message}.`);
}

const requestOf = ({ caller, options }: Context) => ({ caller, ...options });

function checkReason(argument: string, reason: string): void {
  if (reason.trim() === '' || reason.length > maxReason)
    throw badUserInput(argument, `\`${argument}\` has to say why, in at most ${maxReason} characters.`);
}

const notTheirs = (owner: string | null | undefined) =>
  owner === undefined
    ? badUserInput('id', '`id` is of no anomaly.')
    : clientError(
        'FORBIDDEN',
        owner === null
          ? 'An operator decides what concerns the rows of the hub (registers, the reference dataset).'
          : `${owner}, to whom the row belongs, or an operator decides.`,
      );
