"""The rule "by_hand" follows values: it accepts honest loops in any style and refuses what only looks like one."""

from __future__ import annotations

import pytest

from autograder.checks import rules
from autograder.exercise import Rule

IMPORTS = "import functools\nimport math\nimport operator\n\nimport numpy as np\n\n"
HONEST = [
    "def f(w,x):\n t=0\n for i in range(len(w)): t+=w[i]*x[i]\n return t",
    "def f(w,x):\n t=np.float64(0)\n for i in np.arange(w.shape[0]): t=t+w[i]*x[i]\n return t",
    "def f(w,x):\n i=0;t=0.0\n while i<len(w):\n  t=t+float(w[i])*float(x[i]);i+=1\n return t",
    "def f(w,x):\n t=0\n for i,wi in enumerate(w): t+=wi*x[i]\n return t",
    "def f(w,x): return sum(a*b for a,b in zip(w,x))",
    "def f(w,x): return sum([w[i]*x[i] for i in range(len(w))])",
    "def f(w,x):\n t=0\n for i in range(len(w)): t+=np.multiply(w[i],x[i])\n return t",
    "def f(w,x):\n p=np.zeros(len(w))\n for i in range(len(w)): p[i]=w[i]*x[i]\n t=0\n for v in p: t+=v\n return t",
    "def f(w,x):\n if len(w)==0: return 0\n return w[0]*x[0]+f(w[1:],x[1:])",
    "def f(w,x):\n def g(i):\n  if i==len(w): return 0\n  return w[i]*x[i]+g(i+1)\n return g(0)",
    "def f(w,x):\n t=np.zeros(1)\n for a,b in zip(w.tolist(),x.tolist()): t+=a*b\n return t[0]",
    "def f(w,x):\n t=0\n for p in zip(w,x): t+=p[0]*p[1]\n return t",
    "def f(w,x):\n n=len(w)\n t=0\n for i in reversed(range(n)):\n  p=w[i]*x[i]\n  t+=p\n return t",
    "def f(w,x):\n t=0\n for i in range(w.size):\n  a=w[i]\n  b=x[i]\n  t=t+a*b\n return float(t)",
    "def g(a,b): return a*b\ndef f(w,x):\n t=0\n for i in range(len(w)): t+=g(w[i],x[i])\n return t",
    "def f(w,x):\n w,x=list(w),list(x)\n t=0\n while w:\n  t+=w.pop()*x.pop()\n return t",
    "def f(w,x):\n w=np.asarray(w)\n products=[]\n for a,b in zip(w,x): products.append(a*b)\n return sum(products)",
    "def f(w,x):\n assert len(w)==len(x)\n it=iter(x)\n t=0\n for a in w: t+=a*next(it)\n return t",
    "def f(w,x):\n t=0\n for i in range(0,len(w),1):\n  t=np.add(t,w[i]*x[i])\n return t",
    "def f(w,x):\n mul=lambda a,b:a*b\n t=0\n for a,b in zip(w,x): t+=mul(a,b)\n return t",
    "def f(a, b):\n result = 0.0\n for k in range(a.shape[0]):\n  result += a[k].item() * b[k].item()\n return result",
]
EVASIVE = [
    "def f(w,x): return np.dot(w,x)",
    "def f(w,x): return w@x",
    "def f(w,x):\n for _ in range(1): pass\n return sum(w*x)",
    "def f(w,x):\n t=0\n for _ in range(1): t=np.sum(w*x)\n return t",
    "def f(w,x):\n d=np.dot\n for i in range(1): t=d(w,x)\n return t",
    "def f(w,x):\n for i in w: pass\n return getattr(np,'dot')(w,x)",
    "def f(w,x):\n for i in w: pass\n return {'d':np.dot}['d'](w,x)",
    "def f(w,x):\n t=0\n for i in range(len(w)): t+=w[i]*x[i]\n return t\nf=np.dot",
    "def f(w,x):\n t=0\n for i in range(len(w)): t+=w[i]*x[i]\n return t\nif True:\n def f(w,x): return np.dot(w,x)",
    "def f(w,x):\n for i in w: pass\n exec('t=w@x')\n return 1",
    "def f(w,x):\n for i in w: pass\n return sum(map(operator.mul,w,x))",
    "def f(w,x): return functools.reduce(lambda t,p:t+p[0]*p[1],zip(w,x),0)",
    "f = lambda w,x: np.dot(w,x)",
    "def f(w,x):\n for a,b in [(w,x)]: t=sum(a*b)\n return t",
    "def f(w,x):\n t=0\n for i in range(len(w)): t+=w[i]*x[i]\n return np.dot(w,x)",
    "def f(w,x):\n p,q=np.zeros(9),np.zeros(9)\n for i in range(len(w)):\n  p[i]=w[i];q[i]=x[i]*w[i]\n return p@q",
    "def g(w,x): return (w*x).sum()\ndef f(w,x):\n for i in range(1): z=w[i]*x[i]\n return g(w,x)",
    "def f(w,x):\n t=0\n for i in range(1): t=w[i:]@x[i:]\n return t",
    "def f(w,x):\n for i in range(1): z=w[0]*x[0]\n return math.sumprod(w,x)",
    "def f(w,x):\n for i in range(1): z=w[0]*x[0]\n return w.__matmul__(x)",
    "def f(w,x):\n for i in range(1): z=w[0]*x[0]\n return (lambda a,b:(a*b).sum())(w,x)",
    "def f(w,x):\n for i in range(1): z=w[0]*x[0]\n m=w.dot\n return m(x)",
    "def f(w,x):\n sum=np.dot\n for i in range(1): z=w[0]*x[0]\n return sum(w,x)",
    "def f(w,x):\n for i in range(1): z=w[0]*x[0]\n return np.array([w,x]).prod(0).sum()",
    "def dot(w,x): return np.dot(w,x)\ndef f(w,x):\n for i in range(1): z=w[0]*x[0]\n return dot(w=w,x=x)",
    "def f(*a):\n for i in range(1): z=a[0][0]*a[1][0]\n return np.dot(*a)",
    "def f(w,x):\n for i in range(len(w)): z=w[i]*x[i]\n return np.sum([w[i]*x[i] for i in range(len(w))])",
    "def f(w,x):\n for i in range(len(w)): z=w[i]*x[i]\n w*=x\n return sum(w)",
    "t=[np.dot]\ndef f(w,x):\n for i in w: z=i*i\n return t[0](w,x)",
    "def f(w,x):\n t=0\n for i in range(len(w)): t+=w[i]*x[i]\n return t\nglobals()['f']=np.dot",
    "def f(w,x):\n t=0\n for i in range(len(w)): t+=w[i]*x[i]\n return t\nexec('def f(w,x): return np.dot(w,x)')",
    "@np.vectorize\ndef f(w,x):\n t=0\n for i in range(len(w)): t+=w[i]*x[i]\n return t",
]


def broken(source: str) -> list[str]:
    return rules.check(rules.parse((IMPORTS + source).encode()), "f", [Rule("by_hand", "write a loop")])


@pytest.mark.parametrize("source", HONEST)
def test_honest_loops_pass(source: str) -> None:
    """A loop over entries passes, whatever its style."""
    assert broken(source) == []


@pytest.mark.parametrize("source", EVASIVE)
def test_evasions_are_refused(source: str) -> None:
    """Code that hands whole vectors to something else is refused, even beside a loop."""
    assert broken(source) == ["write a loop"]
