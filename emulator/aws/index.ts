/** The door to the emulator: a cloud, its clock, and what goes wrong around it. */
export { createCloud } from './cloud.ts';
export type { Cloud, ResetListener } from './cloud.ts';
export type { CloudOptions } from './cloud-options.ts';
export { coverage } from './coverage.ts';
export type { CoverageRow } from './coverage.ts';
export type { ClockMode, ClockReading } from './kernel/clock.ts';
export { parseFaultRule } from './kernel/fault-rule.ts';
export type { FaultEffect, FaultRule, NewFaultRule } from './kernel/faults.ts';
export type { JournalEntry } from './kernel/journal.ts';
export type { Usage, UsageDimension } from './kernel/meter.ts';
export type { CredentialFields } from './auth/credentials.ts';
export { controlDocument } from './server/control-document.ts';
export { readCredentialsFile } from './auth/credentials-file.ts';
export type { Recovery } from './kernel/recovery.ts';
export type { SavedSnapshot } from './kernel/saved-snapshots.ts';
export type { Snapshot } from './kernel/snapshots.ts';
export { SafelightError } from './kernel/safelight-error.ts';
export { VERSION } from './version.ts';
