import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { services } from '../../services/registry.ts';
import { roleOf } from '../../services/kit/database/role.ts';
import { readEnv, variables } from '../../platform/env.ts';
import { everyFile, readCustomization, unknownFields, type Manifest } from '../support/kubernetes.ts';

const require = createRequire(import.meta.url);
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const hub = readCustomization();
const migration = readCustomization('migrate');
const manifests = [...new Map([...hub.manifests, ...migration.manifests].map((one) => [idOf(one), one])).values()];
const names = services.map(({ name }) => name);
const { ConfigMap: settings } = hub.generated;
const secrets = { ...hub.generated.Secret, ...migration.generated.Secret };

function idOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

const ofKind = (kind: string): Manifest[] => manifests.filter((one) => one.kind === kind);
const labelsOf = (one: Manifest): Record<string, string> => one.spec.template.metadata.labels;
const componentOf = (one: Manifest): string => labelsOf(one)['app.kubernetes.io/component']!;
const deployments = ofKind('Deployment');
const servers = deployments.map((one): [string, Manifest] => [one.metadata.name, one]);
const pods = [...deployments, ...ofKind('Job')].map((one): [string, Manifest] => [one.metadata.name, one]);
const containerOf = (one: Manifest): any => one.spec.template.spec.containers[0];

/** What a process finds in its environment, once the secrets are filled in. */
function environmentOf(one: Manifest): Record<string, string> {
  const { env = [], envFrom } = containerOf(one);
  const from = envFrom.map(({ configMapRef, secretRef }: any) =>
    configMapRef ? settings[configMapRef.name] : secrets[secretRef.name],
  );
  expect(from).not.toContain(undefined);
  const own = env.map(({ name, value }: { name: string; value: string }) => [name, value]);
  const environment: Record<string, string> = Object.assign({}, ...from, Object.fromEntries(own));
  if ('SUBGRAPH_SECRET' in environment) environment['SUBGRAPH_SECRET'] ||= 'x'.repeat(32);
  if ('SUBGRAPH_KEYS' in environment) environment['SUBGRAPH_KEYS'] ||= 'a'.repeat(64);
  return environment;
}

test('every file is one that `kubectl apply -k` reads', () => {
  expect(everyFile().toSorted()).toEqual([...new Set([...hub.files, ...migration.files])].toSorted());
});

describe.each(manifests.map((one): [string, Manifest] => [idOf(one), one]))('%s', (_, manifest) => {
  test('is what Kubernetes takes, with no field that it does not know', () => {
    const { [manifest.kind]: Model } = require(`kubernetes-models/${manifest.apiVersion}`);
    expect(Model.apiVersion).toBe(manifest.apiVersion);
    const validate = (watched: object): void => Model.prototype.validate.call(watched);
    expect(unknownFields(manifest, validate)).toEqual([]);
    expect(unknownFields({ ...manifest, spce: {} }, validate)).toEqual(['.spce']);
  });
});

test('there is a deployment for the gateway and for each service, and the gateway asks them all', () => {
  expect(servers.map(([name]) => name).toSorted()).toEqual(['gateway', ...names].toSorted());
  const gateway = deployments.find((one) => one.metadata.name === 'gateway')!;
  const ports = new Map(ofKind('Service').map((one) => [one.metadata.name, one.spec.ports[0].port]));
  const urls = names.map((name) => [name, `http://${name}:${ports.get(name)}/graphql`]);
  expect(readEnv(environmentOf(gateway)).SUBGRAPHS).toEqual(Object.fromEntries(urls));
});

describe.each(servers)('the deployment %s', (name, deployment) => {
  const container = containerOf(deployment);

  test('runs its part of the build, where its service leads', () => {
    const file = name === 'gateway' ? ['dist/cli/gateway.js'] : ['dist/cli/service.js', name];
    expect(container.command).toEqual(['node', ...file]);
    const env = readEnv(environmentOf(deployment));
    const byName = Object.fromEntries(container.ports.map((port: any) => [port.name, port.containerPort]));
    expect(byName).toEqual({ http: env.PORT, metrics: env.METRICS_PORT });
    const [service] = ofKind('Service').filter((one) => one.metadata.name === name);
    expect(service!.spec.ports).toEqual([{ name: 'http', port: env.PORT, targetPort: 'http' }]);
    expect(labelsOf(deployment)).toMatchObject(service!.spec.selector);
  });

  test('has as many replicas as it takes, apart from one another, and never none', () => {
    expect(deployment.spec.replicas).toBeUndefined();
    const [scaler] = ofKind('HorizontalPodAutoscaler').filter((one) => one.metadata.name === name);
    expect(scaler!.spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name });
    expect(scaler!.spec.minReplicas).toBeGreaterThan(1);
    const [budget] = ofKind('PodDisruptionBudget').filter((one) => one.metadata.name === name);
    const { topologySpreadConstraints } = deployment.spec.template.spec;
    for (const { matchLabels } of [
      budget!.spec.selector,
      deployment.spec.selector,
      ...topologySpreadConstraints.map((one: any) => one.labelSelector),
    ])
      expect(labelsOf(deployment)).toMatchObject(matchLabels);
  });

  test('tells its health, and may end what it was asked before it goes', () => {
    expect(container.readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' });
    for (const probe of ['livenessProbe', 'startupProbe'])
      expect(container[probe].httpGet).toEqual({ path: '/health/live', port: 'http' });
    const { DRAIN_MS, REQUEST_TIMEOUT_MS } = readEnv(environmentOf(deployment));
    const graceMs = deployment.spec.template.spec.terminationGracePeriodSeconds * 1000;
    expect(graceMs).toBeGreaterThan(DRAIN_MS + REQUEST_TIMEOUT_MS);
  });
});

describe.each(pods)('the pods of %s', (_, workload) => {
  test('are given what the hub reads, and the database where they need it', () => {
    const environment = environmentOf(workload);
    expect(Object.keys(environment).filter((name) => !variables.includes(name))).toEqual([]);
    expect(() => readEnv(environment)).not.toThrow();
    const { PERSISTED_DOCUMENTS } = environment;
    if (PERSISTED_DOCUMENTS !== undefined)
      expect(containerOf(workload).volumeMounts).toContainEqual({
        name: 'documents',
        mountPath: PERSISTED_DOCUMENTS,
        readOnly: true,
      });
    const part = componentOf(workload);
    expect('SUBGRAPH_SECRET' in environment).toBe(part === 'gateway');
    expect('SUBGRAPH_KEYS' in environment).toBe(part === 'service');
    // The owner's login is the migration's alone.
    const users = { gateway: undefined, service: roleOf(workload.metadata.name), migration: 'maillage' };
    const url = environment['DATABASE_URL'];
    expect(url && new URL(url).username).toBe(users[part as keyof typeof users]);
    // What writes for partners is where datasets are.
    const writes = services.some(({ name, datasets }) => name === workload.metadata.name && datasets);
    expect('PARTNERS_DATABASE_URL' in environment).toBe(writes);
  });

  test('may do nothing that they do not have to', () => {
    const { spec } = workload.spec.template;
    expect(spec).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
    expect(containerOf(workload)).toMatchObject({
      image: 'maillage',
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      resources: {
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      },
    });
    const writable = containerOf(workload).volumeMounts.filter((mount: any) => !mount.readOnly);
    expect(writable).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  });
});

test('the image is that of this version', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  for (const { images } of [hub, migration]) expect(images).toMatchObject([{ name: 'maillage', newTag: version }]);
});

test('no secret stands in the repository', () => {
  const ignored = read('.gitignore').split('\n');
  for (const name of Object.keys(secrets))
    expect(ignored).toContain(`deploy/kubernetes/${name === 'database' ? 'migrate' : 'namespace'}/${name}.env`);
  expect(secrets['gateway']).toEqual({ SUBGRAPH_SECRET: '' });
  for (const name of ['database', ...names]) expect(secrets[name]!['DATABASE_URL']).toContain(':PASSWORD@');
  for (const name of names) expect(secrets[name]!['SUBGRAPH_KEYS']).toBe('');
  expect(Object.keys(settings['settings']!).filter((name) => /SECRET|PASSWORD|DATABASE_URL/.test(name))).toEqual([]);
});
