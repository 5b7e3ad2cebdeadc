"""Runs a scheduler whose workers are Slurm jobs, as many as there is work for. Ctrl-C ends it.

Needs Gradus and `python -m pip install dask-jobqueue`; the settings are in slurm.yaml.
"""

import time

from dask_jobqueue import SLURMCluster
from distributed import Security

if __name__ == "__main__":
    cluster = SLURMCluster(protocol="tls://", security=Security(), scheduler_options={"port": 8786})
    cluster.adapt(minimum_jobs=1, maximum_jobs=16)
    print(f"gradus grade ASSIGNMENT --cluster {cluster.scheduler_address}", flush=True)
    while True:
        time.sleep(60)
