import type { Module } from '../../shared/service.ts';
import { NodeResolver } from './node.resolver.ts';

export const nodesModule: Module = { name: 'nodes', entities: [], resolvers: [NodeResolver], entityTypes: [] };
