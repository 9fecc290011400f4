/** What belongs to a secret that may be described elsewhere: its policy and its rotation. */
import { textOf, type ResourceType } from './resource-type.ts';

const resourcePolicy: ResourceType = {
  type: 'AWS::SecretsManager::ResourcePolicy',
  properties: ['BlockPublicPolicy', 'ResourcePolicy', 'SecretId'],
  required: ['ResourcePolicy', 'SecretId'],
  createOnly: ['SecretId'],
  async create(properties, making) {
    await making.invoke('secrets-manager', 'PutResourcePolicy', properties);
    const secret = textOf(properties['SecretId']);
    making.exists(secret);
    return { Id: secret };
  },
  async update({ attributes }, properties, making) {
    await making.invoke('secrets-manager', 'PutResourcePolicy', properties);
    return attributes;
  },
  async delete(SecretId, _, making) {
    await making.invoke('secrets-manager', 'DeleteResourcePolicy', { SecretId });
  },
};

const rotationSchedule: ResourceType = {
  type: 'AWS::SecretsManager::RotationSchedule',
  properties: ['RotateImmediatelyOnUpdate', 'RotationLambdaARN', 'RotationRules', 'SecretId'],
  required: ['SecretId'],
  createOnly: ['SecretId'],
  async create({ RotateImmediatelyOnUpdate: RotateImmediately, ...request }, making) {
    await making.invoke('secrets-manager', 'RotateSecret', { ...request, RotateImmediately });
    const secret = textOf(request['SecretId']);
    making.exists(secret);
    return { Id: secret };
  },
  async update({ attributes }, { RotateImmediatelyOnUpdate: RotateImmediately, ...request }, making) {
    await making.invoke('secrets-manager', 'RotateSecret', { ...request, RotateImmediately });
    return attributes;
  },
  async delete(SecretId, _, making) {
    await making.invoke('secrets-manager', 'CancelRotateSecret', { SecretId });
  },
};

export const SECRETS_MANAGER_PARTS: readonly ResourceType[] = [resourcePolicy, rotationSchedule];
