/** The process that is killed in the test of the embedded database: writes records, one after the other, and says so. */
import { openRecords } from '#pipeline';
import { recordOf } from './database-kills.ts';

const [dataDir = '', first = '0'] = process.argv.slice(2);
const records = openRecords({ dataDir });
for (let n = Number(first); ; n += 1) {
  await records.saveImage(recordOf(n));
  process.stdout.write(`${n}\n`);
}
