const CHECK_MS = 500;

/**
 * Sends this process SIGTERM once npm's shell is gone: the shell ends on SIGTERM without passing it on, and then nobody
 * is left who could end what it started. Does nothing without npm.
 */
export function endWithNpmShell() {
  if (!process.env.npm_lifecycle_event) {
    return;
  }
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) {
      return;
    }
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, CHECK_MS).unref();
}
