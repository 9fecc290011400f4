/** All kinds of leftovers, in the order in which they can go: what uses something goes before it. */
import type { Finder } from './leftover.ts';
import { findAlarms } from './finders/alarms.ts';
import { findBuckets } from './finders/buckets.ts';
import {
  findAccessControls,
  findDistributions,
  findEdgeFunctions,
  findKeyGroups,
  findPublicKeys,
} from './finders/edge.ts';
import { findFunctions } from './finders/functions.ts';
import { findKeys } from './finders/keys.ts';
import { findLogGroups } from './finders/log-groups.ts';
import { findQueues } from './finders/queues.ts';
import { findRestApis } from './finders/rest-apis.ts';
import { findRoles } from './finders/roles.ts';
import { findSecrets } from './finders/secrets.ts';
import { findStacks } from './finders/stacks.ts';
import { findStateMachines } from './finders/state-machines.ts';
import { findTables } from './finders/tables.ts';
import { findTopics } from './finders/topics.ts';
import { findTrails } from './finders/trails.ts';

export const FINDERS: readonly (readonly [kinds: string, find: Finder])[] = [
  ['stacks', findStacks],
  ['distributions', findDistributions],
  ['key groups', findKeyGroups],
  ['public keys', findPublicKeys],
  ['access controls', findAccessControls],
  ['edge functions', findEdgeFunctions],
  ['REST APIs', findRestApis],
  ['trails', findTrails],
  ['alarms', findAlarms],
  ['state machines', findStateMachines],
  ['functions', findFunctions],
  ['topics', findTopics],
  ['queues', findQueues],
  ['tables', findTables],
  ['secrets', findSecrets],
  ['buckets', findBuckets],
  ['keys', findKeys],
  ['roles', findRoles],
  ['log groups', findLogGroups],
];
