package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import netprog.week04.echo.Frame;

/** TCP 로그인 클라이언트. */
public class TcpLoginClient {

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(server);
            screen.println("[서버에 연결되었습니다]");
            screen.println("서버: " + receive(socket));

            while (true) {
                screen.print("아이디를 입력하세요. ID : ");
                screen.flush();
                String id = keyboard.readLine();
                if (id == null) {
                    break;
                }
                screen.print("비밀번호를 입력하세요. Password : ");
                screen.flush();
                String password = keyboard.readLine();
                if (password == null) {
                    break;
                }
                Frame request = line(new LoginRequest(id, password).toText());
                if (request == null) {
                    screen.println("너무 깁니다. 다시 입력하세요.");
                    continue;
                }
                request.writeTo(socket.getOutputStream());
                String reply = receive(socket);
                screen.println("서버: " + reply);
                if (reply.contains("Welcome")) {
                    menu(socket, keyboard, screen);
                    break;
                }
            }
            screen.println("[끝]");
            return 0;
        } finally {
            socket.close();
        }
    }

    private static void menu(Socket socket, BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            screen.println("(1) 대문자로 바꾸기");
            screen.println("(2) 소문자로 바꾸기");
            screen.println("(3) 대소문자 서로 바꾸기");
            screen.println("(4) 끝내기");
            screen.print("번호를 고르세요 > ");
            screen.flush();
            String choice = keyboard.readLine();
            if (choice == null) {
                return;
            }
            choice = choice.trim();
            if (choice.equals("4")) {
                line("4").writeTo(socket.getOutputStream());
                return;
            }
            if (!choice.equals("1") && !choice.equals("2") && !choice.equals("3")) {
                screen.println("1, 2, 3, 4 가운데에서 고르세요.");
                continue;
            }
            Frame request = null;
            while (request == null) {
                screen.print("문자열을 입력하세요. Input string : ");
                screen.flush();
                String text = keyboard.readLine();
                if (text == null) {
                    return;
                }
                request = line(choice + " " + text);
                if (request == null) {
                    screen.println("너무 깁니다. 다시 입력하세요.");
                }
            }
            request.writeTo(socket.getOutputStream());
            screen.println("서버: " + receive(socket));
        }
    }

    /** 줄끝까지 들어가면 줄끝과 함께, 아니면 줄끝 없이. 그래도 들어가지 않으면 null. */
    static Frame line(String text) {
        for (String end : new String[] {"\r\n", "\n", ""}) {
            try {
                return Frame.of(text + end);
            } catch (IllegalArgumentException e) {
                // 더 짧게
            }
        }
        return null;
    }

    private static String receive(Socket socket) throws IOException {
        Frame frame = Frame.readFrom(socket.getInputStream());
        if (frame == null) {
            throw new IOException("서버가 연결을 끊었습니다");
        }
        return LoginRequest.줄끝없이(frame.text());
    }
}
