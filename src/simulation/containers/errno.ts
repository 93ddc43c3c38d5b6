/** The error names of Linux that simulated system calls answer. */
export type Errno = keyof typeof errorTexts;

/** What `strerror` says of each. */
const errorTexts = {
  EACCES: 'Permission denied',
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  EBADF: 'Bad file descriptor',
  EBUSY: 'Device or resource busy',
  ECHILD: 'No child processes',
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  EDESTADDRREQ: 'Destination address required',
  EEXIST: 'File exists',
  EFBIG: 'File too large',
  EHOSTUNREACH: 'No route to host',
  EINTR: 'Interrupted system call',
  EINVAL: 'Invalid argument',
  EISDIR: 'Is a directory',
  ELOOP: 'Symbolic link loop',
  EMFILE: 'Too many open files',
  ENETUNREACH: 'Network is unreachable',
  ENOTCONN: 'Socket not connected',
  ETIMEDOUT: 'Connection timed out',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOEXEC: 'Exec format error',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  EAGAIN: 'Resource temporarily unavailable',
  EPERM: 'Operation not permitted',
  EPIPE: 'Broken pipe',
  EROFS: 'Read-only file system',
  ESRCH: 'No such process',
  EXDEV: 'Cross-device link',
} as const;

/** A system call's refusal: a value that is returned, never thrown. */
export class SystemError {
  readonly errno: Errno;

  constructor(errno: Errno) {
    this.errno = errno;
  }

  /** As `strerror` words it. */
  get text(): string {
    return errorTexts[this.errno];
  }
}

const known = new Map<Errno, SystemError>();

/** The refusal of that name; one object for each name. */
export function systemError(errno: Errno): SystemError {
  let error = known.get(errno);
  if (!error) {
    error = new SystemError(errno);
    known.set(errno, error);
  }
  return error;
}

/** True where a system call was refused. */
export function refused<T>(answer: T | SystemError): answer is SystemError {
  return answer instanceof SystemError;
}
