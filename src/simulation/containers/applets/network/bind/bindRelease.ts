/** What distinguishes the releases of BIND's tools that images hold. */
export interface BindRelease {
  /** As `dig -v` says it. */
  readonly version: string;
  /**
   * Since 9.18 each failure of a server is told and one server is asked as often as it may be before the next is; before, all are in
   * turn, and only the end is told.
   */
  readonly tells: 'eachFailure' | 'theEnd';
  /** What dig asks servers to take over UDP, bytes. */
  readonly udpBytes: number;
  /** Since 9.11 dig sends a cookie, warns of `.local`, and nslookup and host ask for IPv6 too in one command. */
  readonly isModern: boolean;
}

/** Of Debian jessie, in jessie-dnsutils. */
export const bind99: BindRelease = {
  version: '9.9.5-9+deb8u19-Debian',
  tells: 'theEnd',
  udpBytes: 4096,
  isModern: false,
};

/** Of Alpine 3.16, in agnhost. */
export const bind916: BindRelease = { version: '9.16.44', tells: 'theEnd', udpBytes: 1232, isModern: true };

/** Of newer Alpine and Debian. */
export const bind920: BindRelease = { version: '9.20.15', tells: 'eachFailure', udpBytes: 1232, isModern: true };
