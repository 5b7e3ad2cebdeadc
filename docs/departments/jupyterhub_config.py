"""JupyterHub for a class: a container for each learner, an exchange that all share, the course for the teacher only.

Each person has a user number of their own inside their container, so that files in the exchange have the right owner:
nbgrader's exchange separates learners by owners and modes, as on one machine.
"""

import os

c = get_config()  # type: ignore[name-defined]  # noqa: F821 -- JupyterHub provides it

TEACHER = os.environ["TEACHER"]
FIRST_NUMBER = 20_000

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.JupyterHub.hub_ip = "0.0.0.0"
c.JupyterHub.hub_connect_ip = "hub"
c.JupyterHub.db_url = "sqlite:////srv/jupyterhub/data/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = "/srv/jupyterhub/data/cookie_secret"

c.DockerSpawner.image = os.environ["LEARNER_IMAGE"]
c.DockerSpawner.network_name = os.environ["LEARNING"]
c.DockerSpawner.use_internal_ip = True
c.DockerSpawner.remove = True
c.DockerSpawner.notebook_dir = "/home/{username}"
c.DockerSpawner.volumes = {"gradus-home-{username}": "/home/{username}", os.environ["EXCHANGE"]: "/srv/exchange"}
c.DockerSpawner.mem_limit = "3G"
c.DockerSpawner.cpu_limit = 2
c.DockerSpawner.extra_create_kwargs = {"user": "root"}  # the image's start script first switches to NB_USER
c.DockerSpawner.extra_host_config = {"security_opt": ["no-new-privileges"], "shm_size": "256m"}


def prepare(spawner):
    """Give each user their own name and number, and the teacher the image and the volume with the solutions."""
    name = spawner.user.name
    number = str(FIRST_NUMBER + spawner.user.id)
    spawner.environment |= {"NB_USER": name, "NB_UID": number, "NB_GID": number, "CHOWN_HOME": "yes"}
    spawner.environment |= {"GRADUS_EXCHANGE": "/srv/exchange", "GRADUS_COURSE": "gradus"}
    if name == TEACHER:
        spawner.image = os.environ["TEACHER_IMAGE"]
        # The network of the gradebook, without learners. The password is in ~/.pgpass, mode 0600.
        spawner.network_name = os.environ["TEACHING"]
        spawner.volumes = {**spawner.volumes, "gradus-course": "/srv/course", "gradus-vault": "/srv/vault"}
        spawner.environment |= {
            "GRADUS_PROJECT": "/srv/course",
            "GRADUS_VAULT": "/srv/vault",
            "GRADUS_GRADEBOOK": "postgresql+psycopg://teacher@gradebook/gradebook",
        }


c.Spawner.pre_spawn_hook = prepare
