/** What a region of an account has set for all of its APIs. */
import type { Account as AccountOutput } from '@aws-sdk/client-api-gateway';
import { text, type PatchRule } from './patch.ts';

export interface Account {
  /** The role with which executions would be logged; kept only. */
  cloudwatchRoleArn?: string | undefined;
}

export const ACCOUNT_RULES: readonly PatchRule<Account>[] = text<Account>('cloudwatchRoleArn');

export const accountOutput = ({ cloudwatchRoleArn }: Account): AccountOutput => ({
  cloudwatchRoleArn,
  throttleSettings: { burstLimit: 5_000, rateLimit: 10_000 },
  features: ['UsagePlans'],
  apiKeyVersion: '4',
});
