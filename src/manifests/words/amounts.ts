import { formatQuantity, quantityOf } from '../../api/quantity.ts';

/** Thousandths of a core as Kubernetes writes them: `250m`, `2`. */
export function cpuText(milli: number): string {
  if (!Number.isFinite(milli)) return 'a great many';
  return milli % 1000 === 0 ? `${milli / 1000}` : `${Math.round(milli)}m`;
}

const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** Bytes as Kubernetes writes them where they are a whole number of a binary unit, else rounded: `128Mi`, `about 95.4 MiB`. */
export function bytesText(bytes: number): string {
  if (!Number.isFinite(bytes)) return 'a great many bytes';
  if (bytes < 1024) return Math.ceil(bytes) === 1 ? '1 byte' : `${Math.ceil(bytes)} bytes`;
  if (Number.isSafeInteger(bytes)) {
    const exact = formatQuantity(quantityOf(bytes, 'BinarySI'));
    if (/^\d{1,4}[KMGTPE]i$/.test(exact)) return exact;
  }
  const power = Math.min(steps.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `about ${Number((bytes / 1024 ** power).toFixed(1))} ${steps[power]}`;
}

/** A whole number with its thousands apart: `134,217,728`. */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}
