"""Writes metrics/baselines.json: what scikit-learn and SciPy make of small tables. Needs both.

Expected calibration error and Krippendorff's alpha are in neither; they are computed here from their
definitions, in another way than the program does it: with coincidence matrices and NumPy's binning.
"""
import json
import math
import pathlib
import warnings

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics
from sklearn.calibration import _SigmoidCalibration

warnings.simplefilter("ignore")
random = np.random.default_rng(7)


def number(value):
    value = float(value)
    return None if math.isnan(value) else value


def calibration(p, y):
    said = (p >= 0.5).astype(int)
    confidence = np.where(said == 1, p, 1 - p)
    bins = np.digitize(confidence, np.linspace(0, 1, 16)[1:-1], right=True)
    return sum(abs((said == y)[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).mean()
               for b in range(15) if (bins == b).any())


def classification(name, p, y, threshold=0.5):
    p, y = np.asarray(p, float), np.asarray(y, int)
    said = (p >= threshold).astype(int)
    one_class = len(set(y.tolist())) < 2
    held = np.clip(np.column_stack([1 - p, p]), 1e-15, 1 - 1e-15)
    return {"name": name, "probability": p.tolist(), "truth": y.tolist(), "threshold": threshold,
            "confusion": metrics.confusion_matrix(y, said, labels=[0, 1]).tolist(),
            "accuracy": metrics.accuracy_score(y, said),
            "precision": metrics.precision_score(y, said, zero_division=0),
            "recall": metrics.recall_score(y, said, zero_division=0),
            "f1": metrics.f1_score(y, said, zero_division=0),
            "matthews_corrcoef": metrics.matthews_corrcoef(y, said),
            "majority_accuracy": max(y.mean(), 1 - y.mean()),
            "majority_f1": metrics.f1_score(y, np.ones_like(y), zero_division=0),
            "auc": None if one_class else number(metrics.roc_auc_score(y, p)),
            "log_loss": metrics.log_loss(y, held, labels=[0, 1]),
            "average_precision": metrics.average_precision_score(y, p),
            "calibration": calibration(p, y)}


def regression(name, predicted, truth):
    a, b = np.asarray(predicted, float), np.asarray(truth, float)
    return {"name": name, "predicted": a.tolist(), "truth": b.tolist(),
            "mse": metrics.mean_squared_error(b, a), "mae": metrics.mean_absolute_error(b, a),
            "pearson": number(stats.pearsonr(a, b)[0]) if len(a) > 1 else None,
            "spearman": number(stats.spearmanr(a, b)[0]) if len(a) > 1 else None}


def alpha(units):
    units = [unit for unit in units if len(unit) > 1]
    values = sorted({answer for unit in units for answer in unit})
    matrix = np.zeros((len(values), len(values)))
    for unit in units:
        for i, a in enumerate(unit):
            for j, b in enumerate(unit):
                if i != j:
                    matrix[values.index(a), values.index(b)] += 1 / (len(unit) - 1)
    totals = matrix.sum(axis=1)
    total = totals.sum()
    expected = total * total - (totals ** 2).sum()
    if not len(values) or expected == 0:
        return None
    return float(1 - (total - 1) * (total - np.trace(matrix)) / expected)


def platt(name, differences, truth):
    fitted = _SigmoidCalibration().fit(np.asarray(differences, float), np.asarray(truth, int))
    return {"name": name, "differences": np.asarray(differences, float).tolist(), "truth": np.asarray(truth, int).tolist(),
            "scale": -float(fitted.a_), "shift": -float(fitted.b_)}


def platt_rows():
    own = np.random.default_rng(11)
    truth = own.integers(0, 2, 300)
    sure = 6 * (truth - 0.5) + own.normal(size=300) * 5
    rare = (own.random(200) < 0.1).astype(int)
    return [
        platt("too sure", sure, truth),
        platt("leans to class 0", sure / 4 - 2, truth),
        platt("a rare class", 2 * rare + own.normal(size=200), rare),
        platt("told apart without error", [-3, -2, -1, 1, 2, 3], [0, 0, 0, 1, 1, 1]),
        platt("the wrong way round", -sure / 3, truth),
        platt("says always the same", [0.5] * 8, [0, 1, 1, 1, 0, 1, 1, 1]),
        platt("far from zero", sure + 200, truth),
    ]


def main():
    y = random.integers(0, 2, 200)
    p = np.clip(0.3 * y + random.random(200) * 0.7, 0, 1)
    score = random.normal(size=60)
    tables = {
        "made_with": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}",
        "classification": [
            classification("two hundred", p, y),
            classification("many ties", np.round(p, 1), y),
            classification("threshold 0.3", p, y, 0.3),
            classification("one row", [0.7], [1]),
            classification("only class 1", [0.2, 0.9, 0.5], [1, 1, 1]),
            classification("only class 0", [0.2, 0.9, 0.5], [0, 0, 0]),
            classification("never says 1", [0.1, 0.2, 0.3], [0, 1, 1]),
            classification("sure and wrong", [0.0, 1.0, 1.0], [1, 0, 1]),
            classification("all equal", [0.5] * 6, [0, 1, 0, 1, 1, 1]),
            classification("perfect", [0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]),
            classification("larger class is 0", [0.6, 0.4, 0.1, 0.2, 0.3], [1, 0, 0, 0, 0]),
        ],
        "regression": [
            regression("sixty", score + random.normal(size=60) * 0.5, score),
            regression("ties", np.round(score), np.round(score * 2 + random.normal(size=60))),
            regression("constant truth", [1, 2, 3], [2, 2, 2]),
            regression("constant prediction", [0.5, 0.5, 0.5], [1, 2, 3]),
            regression("one row", [1.5], [1.0]),
            regression("two rows", [1, 2], [5, 3]),
            regression("far from zero", 1e6 + score, 1e6 + score ** 3),
        ],
        "platt": platt_rows(),
        "kappa": [],
        "alpha": [],
    }
    for name, first, second in (
            ("three answers", random.integers(0, 3, 80).tolist(), random.integers(0, 3, 80).tolist()),
            ("agreed", [0, 1, 1, 0], [0, 1, 1, 0]), ("opposed", [0, 1, 0, 1], [1, 0, 1, 0]),
            ("one answer each", [1, 1, 1], [0, 0, 0]), ("one answer", [1, 1, 1], [1, 1, 1]),
            ("skewed", [1] * 18 + [0, 1], [1] * 18 + [1, 0])):
        tables["kappa"].append({"name": name, "first": first, "second": second,
                                "value": number(metrics.cohen_kappa_score(first, second))})
    uneven = [random.integers(0, 3, size).tolist() for size in random.integers(0, 5, 60)]
    for name, units in (("uneven", uneven), ("agreed", [[0, 0], [1, 1, 1]]), ("one answer", [[1, 1], [1, 1]]),
                        ("nothing to compare", [[1], [], [0]]), ("opposed", [[0, 1], [1, 0]])):
        tables["alpha"].append({"name": name, "units": units, "value": alpha(units)})
    folder = pathlib.Path(__file__).parent / "metrics"
    folder.mkdir(exist_ok=True)
    text = json.dumps(tables, separators=(",", ":")).replace('{"name"', '\n{"name"')
    (folder / "baselines.json").write_text(text + "\n")


main()
