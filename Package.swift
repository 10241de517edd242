// swift-tools-version: 6.1
import PackageDescription

/// Where deploy/install-dependencies.sh puts OpenVINO; the run path is baked in so that no loader setting is needed.
let openVINOLibraries = "/opt/bordergate/openvino-2026.4.1/lib"

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func system(_ name: String, pkgConfig: String) -> Target {
    .systemLibrary(name: name, path: "Sources/\(name)", pkgConfig: pkgConfig)
}

func stage(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: resources, swiftSettings: settings,
        linkerSettings: [.linkedLibrary("m")])
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings,
        linkerSettings: [.unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", openVINOLibraries])])
}

let package = Package(
    name: "bordergate",
    products: [.executable(name: "bordergate", targets: ["bordergate"])],
    targets: [
        system("CFFmpeg", pkgConfig: "libavformat libavcodec libswscale libavutil"),
        system("COpenVINO", pkgConfig: "bordergate-openvino"),
        system("CTesseract", pkgConfig: "tesseract lept"),
        system("CTurboJPEG", pkgConfig: "libturbojpeg"),
        system("CSQLite", pkgConfig: "sqlite3"),
        system("CSodium", pkgConfig: "libsodium"),
        system("CXGBoost", pkgConfig: "xgboost"),
        system("CLibXML2", pkgConfig: "libxml-2.0"),
        system("CZBar", pkgConfig: "zbar"),
        system("CQREncode", pkgConfig: "libqrencode"),
        system("CZlib", pkgConfig: "zlib"),
        system("CMHD", pkgConfig: "libmicrohttpd"),
        system("CCurl", pkgConfig: "libcurl"),
        system("COath", pkgConfig: "liboath"),

        stage("GateDomain"),
        stage("GateFusion", ["GateDomain"]),
        stage("GateScheduling", ["GateDomain"]),
        stage("GateManifests", ["GateDomain", "CLibXML2"]),
        stage("GatePipeline", ["GateDomain", "GateFusion"]),
        stage("GateIngest", ["GateDomain", "GatePipeline", "CFFmpeg", "CCurl"]),
        stage("GateRecognition", ["GateDomain", "GatePipeline", "COpenVINO", "CTesseract", "CTurboJPEG"]),
        stage("GateStore", ["GateDomain", "GateFusion", "GatePipeline", "CSQLite", "CSodium"]),
        stage("GateSelectivity", ["GateDomain", "CXGBoost"]),
        stage("GatePeople", ["GateDomain", "GatePipeline", "CSodium", "CZBar", "CQREncode", "CZlib"]),
        stage(
            "GateServer", ["GateDomain", "GatePipeline", "CMHD", "CCurl", "COath", "CSodium"],
            resources: [
                .embedInCode("Contract/openapi.json"), .embedInCode("Contract/gate.css"),
                .embedInCode("Desk/Assets/desk.css"), .embedInCode("Desk/Assets/desk.js"),
            ]),
        .executableTarget(
            name: "bordergate",
            dependencies: [
                "GateDomain", "GateFusion", "GateManifests", "GatePipeline", "GateIngest", "GateRecognition",
                "GateScheduling",
                "GateSelectivity", "GateServer", "GateStore", "GatePeople",
            ],
            swiftSettings: settings,
            linkerSettings: [.unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", openVINOLibraries])]),

        tests("GateDomainTests", ["GateDomain"]),
        tests("GateFusionTests", ["GateDomain", "GateFusion"]),
        tests("GateSchedulingTests", ["GateDomain", "GateScheduling"]),
        tests("GateManifestsTests", ["GateDomain", "GateManifests"]),
        tests("GatePipelineTests", ["GateDomain", "GateFusion", "GatePipeline"]),
        tests("GateIngestTests", ["GateDomain", "GatePipeline", "GateIngest"]),
        tests("GateRecognitionTests", ["GateDomain", "GatePipeline", "GateRecognition"]),
        tests("GatePeopleTests", ["GateDomain", "GatePipeline", "GatePeople"]),
        tests("GateSelectivityTests", ["GateSelectivity"], exclude: ["golden.csv"]),
        .target(name: "FaultyVFS", dependencies: ["CSQLite"], path: "Tests/FaultyVFS"),
        tests("GateStoreTests", ["GateDomain", "GateFusion", "GatePipeline", "GateStore", "CSQLite", "FaultyVFS"]),
        tests("GateServerTests", ["GateDomain", "GateManifests", "GatePipeline", "GateServer", "GateStore"]),
    ]
)
