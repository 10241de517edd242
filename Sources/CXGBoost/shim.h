// XGBoost: gradient-boosted trees.
#ifndef GATE_CXGBOOST_SHIM_H
#define GATE_CXGBOOST_SHIM_H
#include <xgboost/c_api.h>
#endif
