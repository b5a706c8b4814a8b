type Job = { everyMs: number; run: () => unknown }

/** Runs each job again and again until the returned function is called; one that fails is reported and goes on. */
export function startJobs(jobs: readonly Job[], onFault: (fault: unknown) => void): () => void {
  const timers = jobs.map(({ everyMs, run }) =>
    setInterval(() => void Promise.resolve().then(run).catch(onFault), everyMs).unref(),
  )
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}
