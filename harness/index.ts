/** The door to the harness: clouds, targets, provisioning, and the words that scenarios are written in. */
export { createCloud, SafelightError, VERSION } from '#aws';
export type { Cloud, CloudOptions, JournalEntry } from '#aws';
export { moveFolder, type MovedFile } from '#pipeline';
export { findBlueprint } from './blueprints.ts';
export { controlClient } from './control-client.ts';
export type { ControlClient, CloudStatus } from './control-client.ts';
export { deliveryOf } from './delivery.ts';
export { examine, visibleDifference, type Picture } from './picture.ts';
export { provision } from './provision/provision.ts';
export { summarise, type Change } from './provision/change.ts';
export { startSession } from './session.ts';
export type { Session, SessionOptions } from './session.ts';
export { createClients } from './targets/clients.ts';
export type { Clients, Connection } from './targets/clients.ts';
export { embeddedTarget } from './targets/embedded.ts';
export type { Capability, Pipeline, Target } from './targets/target.ts';
export type { World } from './world.ts';
export type { Patience, Time } from './time.ts';
