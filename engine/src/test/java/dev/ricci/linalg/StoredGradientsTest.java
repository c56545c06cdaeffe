package dev.ricci.linalg;

import static dev.ricci.linalg.Slopes.together;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Gradients beside those of PyTorch 2.13 (CPU, float64): {@code x.grad} after {@code (y * w).sum().backward()} with
 * {@code w[i] = cos(1.5 i + 0.25)} over the flattened y, x the {@link #sample} and y the function of {@code torch.linalg} named in the
 * test, of vectors the squares, of QR with the diagonal of R made positive.
 */
class StoredGradientsTest {
    /** 2 sin(1.3 (n i + j)) + cos(0.7 (i + 1) (j + 1)). */
    private static Tensor sample(int m, int n) {
        double[] a = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                a[i * n + j] = 2 * Math.sin(1.3 * (i * n + j)) + Math.cos(0.7 * (i + 1) * (j + 1));
            }
        }
        return Tensor.of(a, m, n);
    }

    private static void assertStored(UnaryOperator<Tensor> f, Tensor a, double... stored) {
        Near.assertNear(Tensor.of(stored, a.shape()), Slopes.gradient(f, a), 1e-11);
        Near.assertNear(Tensor.of(stored, a.shape()).to(DType.FLOAT32), Slopes.gradient(f, a.to(DType.FLOAT32)),
                2e-4 * Arrays.stream(stored).map(Math::abs).max().orElse(0));
    }

    /** svd(A, full_matrices=False), svdvals(A). */
    @Test
    void svd() {
        assertStored(StoredGradientsTest::squares, sample(4, 3),
                -0.6718487472078318, 0.6417472080925294, -0.2923370474513652, 0.133346045244048, 0.3492117719468914,
                -0.5916065859300738, -0.03481253480723034, -0.3046593526187959, -1.0899705416429593, -0.7877282847281926,
                1.0307095575097014, 0.9249056653907318);
        assertStored(StoredGradientsTest::squares, sample(2, 3),
                -0.53984367752787, 1.3945534421547319, 0.011776196436644144, -0.6779737904001597, -0.151649015712246,
                -0.35343720316922106);
        assertStored(a -> Svd.of(a).s(), sample(3, 3),
                -0.03531229621798229, 0.702664726727244, -0.6340719753235536, -0.6146643777702545, -0.5015059854860497,
                -0.572379473843953, -0.13249140109986943, 0.28784090044192784, -0.06693008018592159);
    }

    /** eigh(A A^T + I). */
    @Test
    void symmetricEigen() {
        assertStored(StoredGradientsTest::eigen, Slopes.positive(sample(3, 3)),
                0.20889503474603335, 0.9652705606426125, -0.06581301403369637, 0.9652705606426126, -0.1736884983833579,
                0.14105211330272716, -0.06581301403369638, 0.14105211330272716, -0.23866984638206926);
    }

    /** qr(A). */
    @Test
    void qr() {
        assertStored(StoredGradientsTest::qrOf, sample(4, 3),
                0.8437188087722196, 0.729770920702148, 0.6727155774711383, -0.6540114055184492, -0.6671835411438969,
                0.5133317232826552, 0.8572767871689059, -0.27564721412419896, 1.1712793603875893, 0.023256149501898304,
                -0.42464739234048693, 1.6286038497344169);
        assertStored(StoredGradientsTest::qrOf, sample(2, 3),
                -1.4323905959158645, 0.8580984629401933, -0.2087312790803942, -2.092364667456626, 0.42147958841011834,
                1.0338037606904698);
    }

    /** cholesky(A A^T + I). */
    @Test
    void cholesky() {
        assertStored(a -> Cholesky.of(a).l(), Slopes.positive(sample(3, 3)),
                0.583124339342293, 0.33075786850659583, -0.2200553800273807, 0.33075786850659594, 0.3087685722217173,
                0.02285362406587815, -0.22005538002738068, 0.022853624065878143, 0.26858021163056717);
    }

    /** solve(A, B), solve_triangular(A, B, upper=False), B the sample of 3 by 2. */
    @Test
    void solve() {
        assertStored(a -> Solve.general(a, sample(3, 2)), sample(3, 3),
                -0.43105397078522345, 2.3400633821691232, -14.880835511551624, -0.3753034182678877, 2.0816023878463823,
                -13.102109822634123, -0.1255683202066987, 0.9410924040545829, -5.1913010660089025);
        assertStored(a -> Solve.lower(a, sample(3, 2)), sample(3, 3),
                -4.7978401328709435, 0.0, 0.0, -0.22198008587526946, 0.24383027062106255, 0.0, 1.9579891189771057,
                -1.4115072071074433, 9.43085143808089);
    }

    /** lstsq(A, B).solution, B the sample of 4 by 2. */
    @Test
    void leastSquares() {
        assertStored(a -> LeastSquares.solve(a, sample(4, 2)), sample(4, 3),
                -5.768974558297296, 5.359558504935569, -19.874936658488053, -6.171698085317066, 5.141909638727227,
                -18.875297535467652, -5.419125942051224, 3.2529841747724806, -11.237445114623528, -1.5516548800566268,
                0.567786959524033, -1.948305801698949);
    }

    /** pinv(A), inv(A). */
    @Test
    void inverses() {
        assertStored(PseudoInverse::of, sample(2, 3),
                5.681961990842333, -2.3972839916977065, -0.8459782771602022, 4.373415222955604, -1.8352901737602194,
                -0.9741626879231049);
        assertStored(Inverse::of, sample(3, 3),
                1.8753385853292195, -1.4690124256728114, 5.709230912734801, 1.8706611696781532, -1.4888203054746558,
                5.185764649950427, 0.4728250874380185, -0.4332550209316921, 0.07534705364703229);
    }

    /** det(A), slogdet(A)[1]. */
    @Test
    void determinants() {
        assertStored(Determinant::of, sample(3, 3),
                1.7300050835958023, -0.8528060123167346, 3.7441971750454766, 1.4079197378288197, -1.2467300752729733,
                2.922438986851236, 1.2591587415015444, -0.5701174154249197, 0.4419332372486415);
        assertStored(a -> LogDeterminant.of(a).logarithm(), sample(3, 3),
                1.1139106004947963, -0.5491022346077988, 2.4108026983117634, 0.9065272324828574, -0.8027409051976557,
                1.881691445661347, 0.8107434383655016, -0.36708552974222863, 0.28455067696047204);
    }

    /** lu(A)[1:]. */
    @Test
    void lu() {
        assertStored(StoredGradientsTest::luOf, sample(4, 3),
                0.5875087434648302, -0.0011100232089130135, 0.32039520190401316, 0.8969197162320426, 0.8050282989402068,
                0.652382682713457, -0.5401993088940639, 0.5309614074615906, -1.246444033441789, 0.24247981826007287,
                0.5486638508228523, -1.7114356610827057);
        assertStored(StoredGradientsTest::luOf, sample(2, 3),
                -1.329842603518682, 0.9503708470676735, 0.3775665710972933, 0.1557623689326774, 0.7067345650107164,
                -0.745227031556809);
    }

    /** matrix_exp(A). */
    @Test
    void matrixExponential() {
        assertStored(MatrixExponential::of, sample(3, 3),
                0.13901555980239902, -0.4294749636158822, -0.22383712166431904, 0.4539182106101509, -0.2510736263430654,
                0.05347324814123104, -0.8179738822010981, 0.11914393857309807, -0.1404685165020551);
    }

    private static Tensor squares(Tensor a) {
        Svd svd = Svd.of(a);
        return together(svd.u().square(), svd.s(), svd.vt().square());
    }

    private static Tensor eigen(Tensor a) {
        SymmetricEigen eigen = SymmetricEigen.of(a);
        return together(eigen.values(), eigen.vectors().square());
    }

    private static Tensor qrOf(Tensor a) {
        Qr qr = Qr.of(a);
        Tensor signs = Matrices.diagonal(qr.r()).detach().sign();
        return together(Matrices.scaleColumns(qr.q(), signs), Matrices.scaleRows(qr.r(), signs));
    }

    private static Tensor luOf(Tensor a) {
        Lu lu = Lu.of(a);
        return together(lu.l(), lu.u());
    }
}
