import GatePipeline

/// What the lanes page says.
enum LanesWords {
    private static func say(_ vi: String, _ en: String, _ zh: String) -> Phrase { Phrase(vi: vi, en: en, zh: zh) }

    static let none = say("Chưa có xe nào qua.", "No vehicle has passed yet.", "尚无车辆通过。")
    static let passages = say("Lượt xe mới nhất", "Newest passages", "最新通行")
    static let barrier = say("Thanh chắn", "Barrier", "栏杆")
    static let open = say("Mở: xe cuối được đi thẳng", "Open: the last vehicle may go", "抬杆:末车可直接通行")
    static let wait = say("Giữ: xe cuối chờ cán bộ", "Wait: the last vehicle waits for an officer", "落杆:末车等待处理")
    static let display = say("Bảng cho lái xe", "The driver reads", "司机显示屏")
    static let driverGo = say("XIN MỜI ĐI", "PLEASE GO", "请通行")
    static let driverWait = say("XIN CHỜ, LÀM THEO HƯỚNG DẪN", "PLEASE WAIT, FOLLOW THE OFFICER", "请等待,听从指挥")
    static let noLanesHere = say(
        "Tiến trình này không chạy camera; dưới đây là những gì đã ghi.",
        "No cameras run in this process; below is what was recorded.", "本进程未运行摄像机;以下为已记录内容。")
    static let troubles = say("Cần xem ngay", "Look at this", "需立即查看")
    static let allWell = say("Mọi camera hoạt động.", "Every camera works.", "所有摄像机正常。")
    static let lastPicture = say("hình cuối", "last picture", "最后图片")

    static func state(_ state: CameraHealth.State) -> Phrase {
        switch state {
        case .starting: say("đang khởi động", "starting", "启动中")
        case .up: say("hoạt động", "up", "正常")
        case .away: say("mất tín hiệu", "away", "离线")
        case .ended: say("hết bản ghi", "recording ended", "录像结束")
        }
    }
    static let dark = say("tối", "dark", "画面全黑")
    static let view = say("góc nhìn có vấn đề", "view obstructed", "视野异常")
}
