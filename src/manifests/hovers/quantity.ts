import { formatQuantity, parseQuantity, type Quantity, toNumber } from '../../api/quantity.ts';
import { valueAt } from '../plainLookup.ts';
import { bytesText, grouped } from '../words/amounts.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** Letters of an amount that somebody may read. */
const maxLength = 40;

/** What an amount is in plain numbers, and what it does where it is a request or a limit. */
export const quantity: HoverSubject = (context) => {
  const { document, touched } = context;
  const resource = resourceOf(context);
  if (resource === undefined) return undefined;
  const written = valueAt(document.value, touched.path);
  const text = typeof written === 'string' || typeof written === 'number' ? String(written) : undefined;
  if (text === undefined || text.length > maxLength) return undefined;
  const read = parseQuantity(text);
  if (!read) return undefined;
  return [amountText(resource, text, read), effectText(context, resource, toNumber(read))]
    .filter((sentence) => sentence !== '')
    .join(' ');
};

/** `cpu`, `memory`, another resource; '' for an amount of nothing in particular; undefined where no amount stands. */
function resourceOf({ field, touched, path, ownerType }: HoverContext): string | undefined {
  if (field.type.kind === 'quantity') {
    if (ownerType === 'ResourceFieldSelector') return undefined;
    return field.name === 'sizeLimit' ? 'memory' : '';
  }
  if (field.type.kind !== 'map' || field.type.of.kind !== 'quantity') return undefined;
  const key = touched.path[path.length];
  if (touched.path.length !== path.length + 1 || typeof key !== 'string') return undefined;
  const name = key.replace(/^(requests|limits)\./, '');
  return name === 'storage' || name === 'ephemeral-storage' || name.startsWith('hugepages-') ? 'storage' : name;
}

function amountText(resource: string, text: string, read: Quantity): string {
  const amount = toNumber(read);
  if (resource === 'cpu') return cpuAmount(text, amount);
  if (resource === 'memory' || resource === 'storage') return bytesAmount(text, amount, resource);
  const canonical = formatQuantity(read);
  const plain = amount === Math.round(amount) ? grouped(amount) : `${amount}`;
  return canonical === text && plain === text ? '' : `\`${text}\` = ${plain}.`;
}

function cpuAmount(text: string, cores: number): string {
  const milli = Math.ceil(cores * 1000);
  const other = /m$/.test(text) ? `${cores}` : `${milli}m`;
  const size =
    cores === 1 ? 'one core' : cores < 1 ? `${Math.round(cores * 1000) / 10} % of one core` : `${cores} cores`;
  const odd =
    cores >= 50 && !/m$/.test(text) ? ` **That is a lot:** did you mean \`${text}m\`, thousandths of a core?` : '';
  return `\`${text}\` = \`${other}\`: ${size}.${odd}`;
}

const binary = /^([\d.]+)([KMGTPE])i$/;
const decimal = /^([\d.]+)([kMGTPE])$/;

function bytesAmount(text: string, bytes: number, resource: string): string {
  const whole = `\`${text}\` = ${grouped(Math.ceil(bytes))} ${Math.ceil(bytes) === 1 ? 'byte' : 'bytes'}`;
  if (/m$/.test(text))
    return `**\`${text}\` is ${bytes} bytes:** a small \`m\` means thousandths. You surely mean \`${text.slice(0, -1)}Mi\`.`;
  if (bytes > 0 && bytes < 4096 && resource === 'memory' && /^\d+$/.test(text))
    return `**${whole}**: without a unit these are bytes. Did you mean \`${text}Mi\`?`;
  const ofDecimal = decimal.exec(text);
  if (ofDecimal?.[2]) {
    const [, digits = '', unit] = ofDecimal;
    const larger = `${digits}${unit === 'k' ? 'K' : unit}i`;
    const less = Math.round(
      (1 - bytes / toNumber(parseQuantity(larger) ?? { unscaled: 1n, exponent: 0, format: 'BinarySI', wide: false })) *
        100,
    );
    return `${whole} (${bytesText(bytes)}): powers of 1000, ${less} % less than \`${larger}\`.`;
  }
  if (binary.test(text)) return `${whole}: powers of 1024.`;
  return `${whole}${bytes >= 1024 ? ` (${bytesText(bytes)})` : ''}.`;
}

/** What a request or a limit of a container does; CPU in cores, memory in bytes. */
function effectText({ ownerType, field }: HoverContext, resource: string, amount: number): string {
  if (ownerType !== 'ResourceRequirements') return '';
  if (resource === 'cpu' && field.name === 'requests') {
    const shares = Math.max(2, Math.floor(amount * 1024));
    return `The scheduler keeps so much free on the Node. When the Node is busy, processor time is shared out in proportion to requests (\`cpu.shares\` ${shares}, where a core has 1024); when it is idle, the container may use more. An autoscaler's percentage means a percentage of this.`;
  }
  if (resource === 'cpu' && field.name === 'limits')
    return `In every 100 ms it gets at most ${Math.round(amount * 1000) / 10} ms of processor time, then it waits: it is slowed down (throttled), **never killed** for it.`;
  if (resource === 'memory' && field.name === 'requests')
    return 'The scheduler keeps so much free on the Node. The container may use more; but when the Node runs short of memory, Pods above their requests go first.';
  if (resource === 'memory' && field.name === 'limits')
    return 'Above it the kernel kills a process of the container: `OOMKilled`, exit code 137. The container then starts anew by the restart policy.';
  return '';
}
