import type { ResourceType } from './resource-type.ts';

/** What the CDK writes into its templates to be counted. At AWS it stands for nothing but itself, and so it does here. */
export const cdkMetadata: ResourceType = {
  type: 'AWS::CDK::Metadata',
  properties: ['Analytics'],
  async create(_, making) {
    making.exists(making.generatedName);
    return {};
  },
  update: async ({ attributes }) => attributes,
  delete: async () => undefined,
};
