/** Document 002: what keeping every image on EBS would cost, and what S3 costs instead. */
import { amount, formatUsd, type Amount } from '../money.ts';
import { binary, listPrices } from './list-price.ts';
import { derived, stated, type Preset } from './preset.ts';

const UPLOADS = 5_000;
const IMAGE_MB = 2.5;
const STORED_BEFORE_GB = 50;
const MONTHS = 6;
const SERVERS = 3;
const FREE_GB = 2;

const whole = (usd: Amount): string => formatUsd(usd, 0);
const perMonth = (usd: Amount): string => `${whole(usd)}/month`;
const cents = (usd: Amount): string => `${formatUsd(usd)}/month`;

export const ebsVsS3: Preset = {
  name: 'ebs-vs-s3',
  title: 'EBS on three servers against S3',
  source: 'design document 002, "Storage Growth Analysis", "EBS Cost Analysis", "S3 Cost Estimate"',
  tables(book) {
    const list = listPrices(book);
    const dailyGb = (UPLOADS * IMAGE_MB) / 1_000;
    const monthlyGb = dailyGb * 30;
    const storedGb = STORED_BEFORE_GB + monthlyGb * MONTHS;
    const ebsUnit = list.unit('EBS', 'gp3.storage');
    const s3Unit = list.unit('S3', 'storage.STANDARD');
    const ebs = ebsUnit.times(storedGb);
    const s3 = s3Unit.times(storedGb);
    const listEbs = list.cost('EBS', 'gp3.storage', binary(storedGb));
    const listS3 = list.cost('S3', 'storage.STANDARD', binary(storedGb));
    const copies = list.cost('DataTransfer', 'intraRegion.crossAZ.perDirection', binary(monthlyGb) * 2 * 2);
    const fleet = listEbs.times(SERVERS).plus(copies);
    const puts = list.cost('S3', 'requests.PUT_COPY_POST_LIST.STANDARD', (UPLOADS * 30) / 1_000);
    const binaryReason = `AWS bills GiB: ${storedGb.toLocaleString('en-US')} GB are ${Math.round(binary(storedGb)).toLocaleString('en-US')} GiB`;
    const hoursLeft = (FREE_GB / dailyGb) * 24;
    return [
      {
        title: 'Storage growth',
        figures: [
          derived(
            'Daily storage growth',
            '12.5 GB',
            `${dailyGb} GB`,
            `${UPLOADS.toLocaleString('en-US')} images × ${IMAGE_MB} MB`,
          ),
          derived('Monthly growth', '375 GB', `${monthlyGb} GB`, '30 days'),
          derived(
            'Needed after 6 months',
            '2.3 TB',
            `${(storedGb / 1_000).toFixed(1)} TB`,
            '50 GB there already + 6 × 375 GB, decimal',
            `${(binary(storedGb) / 1_024).toFixed(2)} TiB`,
            'the same bytes in the unit that AWS bills',
          ),
          stated(
            'Days until full',
            '2 days',
            `${hoursLeft.toFixed(1)} hours`,
            `the 2.0 GB that df shows free take ${hoursLeft.toFixed(1)} hours at 12.5 GB a day`,
          ),
        ],
      },
      {
        title: 'EBS',
        figures: [
          derived('EBS gp3 price', '$0.08/GB/month', `${formatUsd(ebsUnit)}/GB/month`, 'list price'),
          derived(
            '6-month storage cost',
            '$184/month',
            perMonth(ebs),
            '2,300 GB × $0.08',
            cents(listEbs),
            `${binaryReason}; and this is the sixth month's rate, not the sum of six months; a volume also needs head-room`,
          ),
          derived(
            'On each of 3 servers',
            '×3',
            `×${SERVERS}`,
            'every server holds every image',
            cents(listEbs.times(SERVERS)),
            `three such volumes; in the document's terabytes ${perMonth(ebs.times(SERVERS))}`,
          ),
          stated(
            'Total estimated',
            '$600+/month',
            `${cents(fleet)} before backups`,
            `three volumes and ${formatUsd(copies)} for copying each image to two other zones`,
          ),
        ],
      },
      {
        title: 'S3',
        figures: [
          derived(
            'Storage price',
            '$0.023/GB/month',
            `$${s3Unit.toFixed()}/GB/month`,
            'STANDARD, first 50 TB',
          ),
          derived(
            'After 6 months',
            '$53/month',
            perMonth(s3),
            '2,300 GB × $0.023 = $52.90',
            cents(listS3),
            binaryReason,
          ),
          derived(
            'PUT/POST',
            '$0.005 per 1,000',
            `$${list.unit('S3', 'requests.PUT_COPY_POST_LIST.STANDARD').toFixed()} per 1,000`,
            'list price',
            cents(puts),
            'the uploads of a month, which the estimate leaves out',
          ),
          derived(
            'GET',
            '$0.0004 per 1,000',
            `$${list.unit('S3', 'requests.GET_other.STANDARD').toFixed()} per 1,000`,
            'list price',
          ),
          derived(
            'To Internet',
            '$0.09/GB',
            `${formatUsd(list.unit('DataTransfer', 'out.internet'))}/GB`,
            'first 10 TB, after 100 GB a month for nothing',
          ),
          derived(
            'To CloudFront',
            'FREE',
            list.unit('DataTransfer', 'S3.to.CloudFront').isZero() ? 'FREE' : 'charged',
            'list price',
          ),
          stated(
            'Estimated total',
            '$60-80/month',
            `${cents(listS3.plus(puts))} before transfer`,
            `storage and uploads; each 100 GB sent to the Internet adds ${formatUsd(list.unit('DataTransfer', 'out.internet').times(100))}`,
          ),
          derived(
            'Savings',
            '~90%',
            `~${amount(1).minus(amount(60).div(600)).times(100).toFixed(0)}%`,
            '$60 against $600',
            `${amount(1).minus(listS3.plus(puts).div(fleet)).times(100).toFixed(1)}%`,
            'storage and uploads against volumes and copies',
          ),
        ],
      },
    ];
  },
};
