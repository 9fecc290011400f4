/** Pages of a list: whether they hold what there is, and whether where they go on is anybody's to say. */
import type { Finding } from '../finding.ts';
import type { Deployed, Stage } from '../stage.ts';
import { told, USER, type CollectionClient } from './client.ts';

const TITLES = ['odd 1', 'odd 2', 'odd 3', 'even 4'];

export async function checkPages(
  stage: Stage,
  deployed: Deployed,
  client: CollectionClient,
): Promise<readonly Finding[]> {
  for (const title of TITLES) {
    await client.keep({ title });
    // A second apart, so that their order is one.
    await stage.elapse(1_000);
  }
  return [...(await filtered(deployed, client)), ...(await continued(deployed, client))];
}

async function filtered(deployed: Deployed, client: CollectionClient): Promise<readonly Finding[]> {
  const page = await client.list({ user: USER, title: 'even', limit: 2 });
  const { use } = client;
  if (page.status !== 200 || client.images(page).length > 0 || client.cursor(page) === undefined) return [];
  return [
    {
      rule: 'empty-page',
      resource: `table ${use.table}`,
      place: deployed.place('table', use.table, 'indexes'),
      problem: 'Pages of a filtered list are empty though there is more to come',
      evidence: `of ${TITLES.length} images one has "even" in its title; a list of them with a limit of 2: ${told(page)}`,
      repair: 'Read on until the page is full: DynamoDB counts Limit before it filters.',
    },
  ];
}

/** The cursor of one list with another one, and one that a client made up. */
async function continued(deployed: Deployed, client: CollectionClient): Promise<readonly Finding[]> {
  const { use } = client;
  const cursor = client.cursor(await client.list({ user: USER, limit: 1 }));
  if (cursor === undefined) return [];
  const elsewhere = await client.list({ limit: 1, cursor });
  const madeUp = await client.list({
    user: USER,
    limit: 1,
    cursor: JSON.stringify({ [use.members.id]: 'x' }),
  });
  const wrong = [elsewhere, madeUp].find(({ status }) => status === 200 || status >= 500);
  if (wrong === undefined) return [];
  const whose = wrong === elsewhere ? 'of one user’s list in the list of all' : 'that the client made up';
  return [
    {
      rule: 'open-cursor',
      resource: `API ${use.api}`,
      place: deployed.place('REST API', use.api),
      problem: 'Where a list goes on is the client’s to say, and what it says reaches the table',
      evidence: `the cursor is ${cursor}; one ${whose}: ${told(wrong)}`,
      repair:
        'Seal cursors with a secret, together with the list they belong to, and answer others with 400.',
    },
  ];
}
