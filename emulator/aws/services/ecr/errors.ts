/**
 * What ECR answers when it refuses; every text is written here once. Evidence: answers that people publish (2017–2026).
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { Scope } from '../../kernel/scope.ts';

const refuse = (code: string, message: string): AwsError => new AwsError({ status: 400, code, message });

const inRegistry = (name: string, { accountId }: Scope): string =>
  `the repository with name '${name}' in the registry with id '${accountId}'`;

export const repositoryNotFound = (name: string, { accountId }: Scope): AwsError =>
  refuse(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${accountId}'`,
  );

export const repositoryExists = (name: string, { accountId }: Scope): AwsError =>
  refuse(
    'RepositoryAlreadyExistsException',
    `The repository with name '${name}' already exists in the registry with id '${accountId}'`,
  );

export const policyNotFound = (name: string, scope: Scope): AwsError =>
  refuse(
    'RepositoryPolicyNotFoundException',
    `Repository policy does not exist for ${inRegistry(name, scope)}`,
  );

export const lifecyclePolicyNotFound = (name: string, scope: Scope): AwsError =>
  refuse(
    'LifecyclePolicyNotFoundException',
    `Lifecycle policy does not exist for ${inRegistry(name, scope)}`,
  );

export const invalidParameter = (member: string, constraint: string): AwsError =>
  refuse(
    'InvalidParameterException',
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  );
