import type { CoverageDomain } from '../coverage-domain.ts';
import type { DomainSource } from './domain-source.ts';
import { partnersDomains } from './partners.ts';
import { registerDomains } from './register.ts';
import { statisticsDomains } from './statistics.ts';

export const domainSources: Record<CoverageDomain, DomainSource> = {
  ...registerDomains,
  ...statisticsDomains,
  ...partnersDomains,
};
