package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

public class TcpLoginClient
{
    private static final int LENGTH = 128;

    private static final int ASK_ID = 1;
    private static final int ASK_PASSWORD = 2;
    private static final int ASK_CHOICE = 3;
    private static final int ASK_TEXT = 4;

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException
    {
        Socket socket = new Socket();
        try
        {
            socket.connect(server);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[LENGTH];

            screen.println(receive(in, buffer));

            int state = ASK_ID;
            String id = "";
            String choice = "";
            while (true)
            {
                if (state == ASK_ID)
                {
                    screen.print("ID : ");
                }
                else if (state == ASK_PASSWORD)
                {
                    screen.print("Password : ");
                }
                else if (state == ASK_CHOICE)
                {
                    screen.println();
                    screen.println("  (1) ABC");
                    screen.println("  (2) abc");
                    screen.println("  (3) aBC -> Abc");
                    screen.println("  (4) bye");
                    screen.print("? ");
                }
                else
                {
                    screen.print("Input string : ");
                }
                screen.flush();

                String line = keyboard.readLine();
                if (line == null)
                {
                    return 0;
                }

                if (state == ASK_ID)
                {
                    id = line;
                    state = ASK_PASSWORD;
                }
                else if (state == ASK_PASSWORD)
                {
                    state = ASK_ID;
                    if (put("id=" + id + " pass=" + line, buffer))
                    {
                        out.write(buffer);
                        String reply = receive(in, buffer);
                        screen.println(reply);
                        if (reply.indexOf("Welcome") >= 0)
                        {
                            state = ASK_CHOICE;
                        }
                    }
                    else
                    {
                        screen.println("ID and password are too long together.");
                    }
                }
                else if (state == ASK_CHOICE)
                {
                    if (line.equals("4"))
                    {
                        put("4", buffer);
                        out.write(buffer);
                        return 0;
                    }
                    if (line.equals("1") || line.equals("2") || line.equals("3"))
                    {
                        choice = line;
                        state = ASK_TEXT;
                    }
                }
                else if (put(choice + " " + line, buffer))
                {
                    out.write(buffer);
                    screen.println(receive(in, buffer));
                    state = ASK_CHOICE;
                }
                else
                {
                    screen.println("The string is too long.");
                }
            }
        }
        finally
        {
            socket.close();
        }
    }

    /** Text and NUL go into the buffer, whatever else is in there stays. */
    private static boolean put(String text, byte[] buffer)
    {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= LENGTH || text.indexOf(0) >= 0)
        {
            return false;
        }
        for (int i = 0; i < bytes.length; i++)
        {
            buffer[i] = bytes[i];
        }
        buffer[bytes.length] = 0;
        return true;
    }

    private static String receive(InputStream in, byte[] buffer) throws IOException
    {
        int have = 0;
        while (have < LENGTH)
        {
            int n = in.read(buffer, have, LENGTH - have);
            if (n < 0)
            {
                throw new EOFException("connection closed by the server after " + have + " bytes");
            }
            have += n;
        }
        int length = 0;
        while (length < LENGTH && buffer[length] != 0)
        {
            length++;
        }
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }
}
