// graphile-worker: so many jobs whose time has come, until the last one ran. Prints jobs a second.
import { Logger, run, runMigrations, makeWorkerUtils } from "graphile-worker";
import { pool } from "./pool.mjs";

const [url, count] = [process.argv[2], Number(process.argv[3])];
const pgPool = pool(url);
const logger = new Logger(() => () => {});
await runMigrations({ pgPool, logger });
const utils = await makeWorkerUtils({ pgPool, logger });
for (let from = 0; from < count; from += 10_000) {
  const size = Math.min(10_000, count - from);
  await utils.addJobs(Array.from({ length: size }, (_, i) => ({ identifier: "timer", payload: { timer: from + i }, runAt: new Date(Date.now() - 1000) })));
}
await utils.release();
let done = 0;
let finish;
const all = new Promise((resolve) => { finish = resolve; });
const started = process.hrtime.bigint();
const runner = await run({
  pgPool,
  logger,
  noHandleSignals: true,
  concurrentJobs: 24,
  preset: { worker: { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  taskList: { timer: () => { done += 1; if (done === count) finish(); } },
});
await all;
await runner.stop();
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
console.log(count / seconds);
await pgPool.end();
