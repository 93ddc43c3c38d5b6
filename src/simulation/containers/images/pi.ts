/** Guard digits against the rounding of the series. */
const guardDigits = 10;

/** Pi with so many digits, the 3 among them, rounded: by Machin's formula, as perl's Math::BigFloat. */
export function pi(digits: number): string {
  const unit = 10n ** BigInt(digits - 1 + guardDigits);
  const scaled = 4n * (4n * arctanOfInverse(5n, unit) - arctanOfInverse(239n, unit));
  const guard = 10n ** BigInt(guardDigits);
  const rounded = String((scaled + guard / 2n) / guard);
  return digits === 1 ? rounded : `${rounded[0]}.${rounded.slice(1)}`;
}

/** arctan(1/x), in parts of the unit. */
function arctanOfInverse(x: bigint, unit: bigint): bigint {
  let power = unit / x;
  let sum = power;
  const square = x * x;
  for (let n = 3n, sign = -1n; power > 0n; n += 2n, sign = -sign) {
    power /= square;
    sum += (sign * power) / n;
  }
  return sum;
}
