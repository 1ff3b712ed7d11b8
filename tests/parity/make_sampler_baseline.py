"""Prints the batches that tests/core/tst_length_bucket_sampler expects: the written rule of
LengthBucketSampler in another language, on its own Mersenne Twister (mt19937_64)."""

MASK = (1 << 64) - 1


class MersenneTwister64:
    """Matsumoto & Nishimura 2004, the numbers of std::mt19937_64."""

    def __init__(self, seed):
        self.state = [seed]
        for index in range(1, 312):
            last = self.state[-1]
            self.state.append((6364136223846793005 * (last ^ last >> 62) + index) & MASK)
        self.at = 312

    def __call__(self):
        if self.at == 312:
            for i in range(312):
                x = (self.state[i] & ~0x7FFFFFFF & MASK) | (self.state[(i + 1) % 312] & 0x7FFFFFFF)
                self.state[i] = self.state[(i + 156) % 312] ^ x >> 1 ^ (0xB5026F5AA96619E9 if x & 1 else 0)
            self.at = 0
        x = self.state[self.at]
        self.at += 1
        x ^= x >> 29 & 0x5555555555555555
        x ^= x << 17 & 0x71D67FFFEDA60000
        x ^= x << 37 & 0xFFF7EEE000000000
        return (x ^ x >> 43) & MASK


def shuffle(rows, engine):
    for left in range(len(rows), 1, -1):
        other = (engine() >> 32) * left >> 32
        rows[left - 1], rows[other] = rows[other], rows[left - 1]


def batches(lengths, size, window_batches, seed, epoch):
    z = (seed + 0x9E3779B97F4A7C15 * (epoch + 1)) & MASK
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    engine = MersenneTwister64(z ^ z >> 31)
    rows = list(range(len(lengths)))
    shuffle(rows, engine)
    window = size * window_batches
    rows = [row for at in range(0, len(rows), window)
            for row in sorted(rows[at:at + window], key=lambda row: lengths[row])]
    made = [rows[at:at + size] for at in range(0, len(rows), size)]
    smaller = [made.pop()] if made and len(made[-1]) < size else []
    shuffle(made, engine)
    return made + smaller


if __name__ == "__main__":
    check = MersenneTwister64(5489)
    for _ in range(9999):
        check()
    assert check() == 9981545732273789042  # the C++ standard's own check of std::mt19937_64
    print(batches([9, 3, 7, 3, 12, 5, 8, 3, 30, 1], 4, 2, 42, 1))
