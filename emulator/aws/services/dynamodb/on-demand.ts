/**
 * The throughput that on-demand tables and indexes are held to, as requests set it and descriptions show it.
 *
 * Evidence: as measured on real tables (public notes of a controller's developers, October 2026): members are set one by
 * one, -1 lifts one, and what is not set is not shown.
 * Gaps: an UpdateTable with empty settings changes nothing, where AWS fails with a status of 500.
 */
import type { OnDemandThroughput } from '@aws-sdk/client-dynamodb';
import { invalidParameter } from './errors.ts';
import type { Ceiling, TableDefinition } from './table.ts';

const MEMBERS = ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const;
const LIFTED = -1;

/** @throws AwsError ValidationException about a new table or index */
export function checkNewCeiling(
  given: OnDemandThroughput | undefined,
  mode: TableDefinition['billingMode'] | undefined,
  indexName?: string,
): void {
  for (const member of membersOf(given)) {
    if (mode !== 'PAY_PER_REQUEST') {
      const where = indexName === undefined ? '' : ` for index: ${indexName}`;
      throw invalidParameter(
        `${member} for OnDemandThroughput${where} cannot be specified when table BillingMode is PROVISIONED.`,
      );
    }
    if ((given?.[member] ?? 0) < 1) throw outOfRange(member, indexName);
  }
}

/** @throws AwsError ValidationException about a table or index that there is */
export function checkCeilingChange(
  given: OnDemandThroughput | undefined,
  mode: TableDefinition['billingMode'],
  indexName?: string,
): void {
  for (const member of membersOf(given)) {
    if (mode !== 'PAY_PER_REQUEST') {
      throw invalidParameter(
        `${member} for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED`,
      );
    }
    const units = given?.[member] ?? 0;
    if (units < 1 && units !== LIFTED) throw outOfRange(member, indexName);
  }
}

const membersOf = (given: OnDemandThroughput | undefined) =>
  MEMBERS.filter((member) => given?.[member] !== undefined);

const outOfRange = (member: string, indexName: string | undefined) =>
  invalidParameter(
    `Requested ${member} for OnDemandThroughput for ${indexName === undefined ? 'table' : `index : ${indexName}`} is outside of valid range`,
  );

/** What holds after a request; `undefined` when nothing does. */
export function ceilingAfter(
  before: Ceiling | undefined,
  given: OnDemandThroughput | undefined,
): Ceiling | undefined {
  const read = given?.MaxReadRequestUnits ?? before?.read ?? LIFTED;
  const write = given?.MaxWriteRequestUnits ?? before?.write ?? LIFTED;
  if (read === LIFTED && write === LIFTED) return undefined;
  return { ...(read !== LIFTED && { read }), ...(write !== LIFTED && { write }) };
}

export function describeCeiling({ read, write }: Ceiling = {}): OnDemandThroughput | undefined {
  if (read === undefined && write === undefined) return undefined;
  return {
    ...(read !== undefined && { MaxReadRequestUnits: read }),
    ...(write !== undefined && { MaxWriteRequestUnits: write }),
  };
}
