/** The address of the Service `kubernetes`: the first of the range. */
export const apiServiceAddress = '10.96.0.1';

/** Addresses of Services are 10.96.0.0/12: `--service-cluster-ip-range` of kubeadm. */
const base = addressNumber('10.96.0.0') as number;
const size = 2 ** 20;

/** The lower part of the range is left to addresses that people choose (KEP-3070): min(max(16, size/16), 256). */
const reservedForPeople = 256;

/** The places in the range from which the server draws addresses; neither the network's nor the broadcast address. */
export const dynamicPlaces = { first: reservedForPeople + 1, count: size - reservedForPeople - 2 };

/** The address at a place of the range. */
export function addressAt(place: number): string {
  const number = base + place;
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

/** Whether Services may have this address. */
export function isServiceAddress(address: string): boolean {
  const number = addressNumber(address);
  return number !== undefined && number > base && number < base + size - 1;
}

function addressNumber(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || !parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
