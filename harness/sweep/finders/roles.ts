import { allPages, marked, tagsOf, type Finder } from '../leftover.ts';

/** Roles, with their own policies; those of others are let go. */
export const findRoles: Finder = async (clients) => {
  const iam = await clients.iam();
  const roles = await allPages(
    (Marker) => iam.listRoles({ Marker }),
    (page) => page.Roles,
    (page) => page.Marker,
  );
  return marked(
    roles,
    ({ RoleName }) => RoleName,
    (_, RoleName) => ({
      kind: 'role',
      tags: async () => tagsOf((await iam.listRoleTags({ RoleName })).Tags),
      async remove() {
        const { PolicyNames = [] } = await iam.listRolePolicies({ RoleName });
        for (const PolicyName of PolicyNames) await iam.deleteRolePolicy({ RoleName, PolicyName });
        const { AttachedPolicies = [] } = await iam.listAttachedRolePolicies({ RoleName });
        for (const { PolicyArn } of AttachedPolicies) await iam.detachRolePolicy({ RoleName, PolicyArn });
        await iam.deleteRole({ RoleName });
      },
    }),
  );
};
