import { describe, expect, test } from 'vitest';
import { readCustomization, type Manifest } from '../support/kubernetes.ts';

const manifests = ['.', 'migrate'].flatMap((folder) => readCustomization(folder).manifests);
const policies = [
  ...new Map(manifests.filter(({ kind }) => kind === 'NetworkPolicy').map((one) => [one.metadata.name, one])).values(),
];
const pods = [
  ...new Map(manifests.filter(({ spec }) => spec?.template).map((one) => [one.metadata.name, one])).values(),
];
const component = 'app.kubernetes.io/component';
const labelsOf = (one: Manifest): Record<string, string> => one.spec.template.metadata.labels;

/** Whether a selector of pods takes pods with these labels. */
function takes({ matchLabels = {}, matchExpressions = [] }: any, labels: Record<string, string>): boolean {
  const equal = Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
  return equal && matchExpressions.every(({ key, values }: any) => values.includes(labels[key]));
}

/** The rules of one direction that hold for some pods. */
const rulesOf = (direction: 'ingress' | 'egress', labels: Record<string, string>): any[] =>
  policies.filter(({ spec }) => takes(spec.podSelector, labels)).flatMap(({ spec }) => spec[direction] ?? []);

const portsOf = (rule: any): unknown[] => rule.ports.map(({ port }: { port: unknown }) => port);

test('what no policy allows is refused', () => {
  const none = policies.find(({ metadata }) => metadata.name === 'none')!;
  expect(none.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  for (const { spec } of policies) {
    if (spec.ingress) expect(spec.policyTypes).toContain('Ingress');
    if (spec.egress) expect(spec.policyTypes).toContain('Egress');
  }
});

describe.each(pods.map((one): [string, Record<string, string>] => [one.metadata.name, labelsOf(one)]))(
  'the pods of %s',
  (_, labels) => {
    const is = labels[component];

    test('are reached by those that have to', () => {
      const graph = rulesOf('ingress', labels).filter((rule) => portsOf(rule).includes('http'));
      const fromIngress = [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } },
          podSelector: {
            matchLabels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
          },
        },
      ];
      const fromGateway = [{ podSelector: { matchLabels: { [component]: 'gateway' } } }];
      const from = { gateway: [fromIngress], service: [fromGateway], migration: [] }[is!];
      // Another pod could name any address as its client's, and have no rate limit.
      expect(graph.map((rule) => rule.from)).toEqual(from);
      const others = rulesOf('ingress', labels).filter((rule) => !graph.includes(rule));
      expect(others.map(portsOf)).toEqual([['metrics']]);
    });

    test('reach the database, or the services, or neither', () => {
      const reached = rulesOf('egress', labels).flatMap(portsOf);
      expect(reached.includes(5432)).toBe(is !== 'gateway');
      expect(reached.includes('http')).toBe(is === 'gateway');
    });
  },
);
