// bench_loading ROUNDS FOLDER…: loads each model folder ROUNDS times and reads every number once;
// prints the milliseconds.
#include "engine/checkpoint/model_loader.h"

#include <QElapsedTimer>

#include <cmath>
#include <cstdio>
#include <cstdlib>

using namespace tunedesk;

int main(int argc, char **argv)
{
    if (argc < 3) {
        std::fputs("bench_loading ROUNDS FOLDER…\n", stderr);
        return 2;
    }
    for (int i = 2; i < argc; ++i) {
        const QString folder = QString::fromLocal8Bit(argv[i]);
        QElapsedTimer timer;
        timer.start();
        const auto survey = surveyModel(folder);
        const double surveyMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        if (!survey) {
            std::fprintf(stderr, "%s\n", qPrintable(survey.error().toLine()));
            return 1;
        }
        std::printf("tunedesk %s survey %.1f load", argv[i], surveyMs);
        for (int round = 0; round < std::atoi(argv[1]); ++round) {
            timer.start();
            const auto model = loadModel(folder);
            if (!model)
                return 1;
            // As beside: a file that was only mapped has not been read.
            const torch::NoGradGuard noGradients;
            double sum = 0;
            for (const torch::Tensor &parameter : model->network->parameters())
                sum += parameter.sum().item<double>();
            std::printf(" %.0f", static_cast<double>(timer.nsecsElapsed()) / 1e6);
            if (std::isnan(sum))
                return 1;
        }
        std::printf(" ms\n");
    }
    return 0;
}
