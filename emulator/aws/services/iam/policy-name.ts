/** What names of policies must be like. */
export const POLICY_NAME = { required: true, least: 1, most: 128, pattern: '[\\w+=,.@-]+' } as const;
